import type { RegisteredElement, Registry } from '@domainry/core';
import type { Class, Node, VariableDeclarator } from 'oxc-parser';
import { membersOf, type ClassMembers, type FieldMember, type MethodMember } from './class-members.js';
import type { ElementSources } from './element-sources.js';
import type { KnownValue } from './known-value.js';
import type { Declaration } from './module-names.js';
import type { SourceFile } from './source-file.js';
import type { SourceFiles } from './source-files.js';
import { bare, isFunctionNode, nameOf } from './syntax-tree.js';
import { valueOfType } from './type-values.js';

/** How far base classes are followed. */
const furthest = 8;

/** The sources of a domain: what names in them stand for, and what its classes have. */
export class DomainSources {
  readonly #members = new Map<Class, ClassMembers>();
  readonly #values = new Map<Node, KnownValue | undefined>();

  constructor(
    readonly registry: Registry,
    readonly files: SourceFiles,
    readonly elements: ElementSources,
  ) {}

  /** What a name at the top of a source stands for. */
  valueOf(file: SourceFile, name: string): KnownValue | undefined {
    const declared = this.files.declarationOf(file, name);
    if (declared === undefined) return this.#elementNamed(name);
    const { node } = declared;
    if (!this.#values.has(node)) {
      this.#values.set(node, undefined); // for declarations that name each other
      this.#values.set(node, this.#valueOfDeclaration(declared.file, node, name));
    }
    return this.#values.get(node);
  }

  /** A method of an element, its own or inherited in the sources. */
  methodOf(element: RegisteredElement, name: string, isStatic: boolean): MethodMember | undefined {
    return this.methodsOf(element).find((method) => method.name === name && method.isStatic === isStatic);
  }

  /** The method that a method of an element takes the place of. */
  inheritedMethodOf(element: RegisteredElement, name: string): MethodMember | undefined {
    return this.#lineageOf(element)
      .slice(1)
      .flatMap(({ members }) => members.methods)
      .find((method) => method.name === name && !method.isStatic);
  }

  /** All methods of an element, its own first, then those it inherits in the sources. */
  methodsOf(element: RegisteredElement): readonly MethodMember[] {
    const methods = new Map<string, MethodMember>();
    for (const { members } of this.#lineageOf(element)) {
      for (const method of members.methods) {
        const key = `${method.isStatic} ${method.kind} ${method.name}`;
        if (!methods.has(key)) methods.set(key, method);
      }
    }
    return [...methods.values()];
  }

  /** All properties of an element, its own first, then those it inherits in the sources. */
  fieldsOf(element: RegisteredElement): readonly FieldMember[] {
    return this.#lineageOf(element).flatMap(({ members }) => members.fields);
  }

  /** What is known of a property of an element, from the registry or else from the source. */
  propertyOf(element: RegisteredElement, name: string): KnownValue | undefined {
    const registered = element.fields.find((field) => field.name === name);
    const target = registered?.target ?? registered?.items?.target;
    const held = target === undefined ? undefined : this.registry.find(target.find() ?? '');
    if (registered !== undefined && registered.kind !== 'reference' && held !== undefined) {
      const instance: KnownValue = { is: 'instance', of: held };
      const isSingle = registered.kind === 'hasOne' || registered.kind === 'valueObject';
      return isSingle ? instance : { is: 'items', of: instance };
    }
    const field = this.fieldsOf(element).find((member) => member.name === name);
    if (field === undefined) return undefined;
    if (field.annotation !== undefined)
      return valueOfType(field.annotation, (type) => this.valueOf(field.file, type));
    return field.value === undefined ? undefined : this.#valueOfExpression(field.file, field.value);
  }

  /** The class of an element and those it extends, as far as they are in the sources. */
  #lineageOf(element: RegisteredElement): readonly { readonly members: ClassMembers }[] {
    const lineage: { readonly members: ClassMembers }[] = [];
    const source = this.elements.sourceOf(element);
    let at =
      source?.node.type === 'CallExpression'
        ? undefined
        : source && { file: source.file, node: source.node as Class };
    while (at !== undefined && lineage.length < furthest) {
      lineage.push({ members: this.#membersOf(at.file, at.node) });
      at = this.#baseOf(at.file, at.node);
    }
    return lineage;
  }

  #baseOf(
    file: SourceFile,
    { superClass }: Class,
  ): { readonly file: SourceFile; readonly node: Class } | undefined {
    const name = superClass === null ? undefined : nameOf(superClass);
    const declared = name === undefined ? undefined : this.files.declarationOf(file, name);
    if (declared === undefined) return undefined;
    const cls = classIn(declared.node);
    return cls && { file: declared.file, node: cls };
  }

  #membersOf(file: SourceFile, cls: Class): ClassMembers {
    let members = this.#members.get(cls);
    if (members === undefined) this.#members.set(cls, (members = membersOf(file, cls)));
    return members;
  }

  #valueOfDeclaration(file: SourceFile, node: Declaration, name: string): KnownValue | undefined {
    switch (node.type) {
      case 'ClassDeclaration':
      case 'ClassExpression':
        return this.#classAt(node) ?? this.#elementNamed(name);
      case 'TSEnumDeclaration':
        return { is: 'names', values: namesInEnum(node.body.members) };
      case 'TSTypeAliasDeclaration':
        return valueOfType(node.typeAnnotation, (type) => this.valueOf(file, type));
      case 'VariableDeclarator':
        return this.#valueOfVariable(file, node);
      default:
        return isFunctionNode(node) ? { is: 'function', code: { node, file } } : undefined;
    }
  }

  #valueOfVariable(file: SourceFile, { id, init }: VariableDeclarator): KnownValue | undefined {
    if ('typeAnnotation' in id && id.typeAnnotation) {
      const value = valueOfType(id.typeAnnotation.typeAnnotation, (type) => this.valueOf(file, type));
      if (value !== undefined) return value;
    }
    return init === null ? undefined : this.#valueOfExpression(file, init);
  }

  #valueOfExpression(file: SourceFile, given: Node): KnownValue | undefined {
    const node = bare(given);
    if (isFunctionNode(node)) return { is: 'function', code: { node, file } };
    if (node.type === 'ClassExpression') return this.#classAt(node);
    if (node.type === 'ObjectExpression') return namesInObject(node.properties);
    if (node.type === 'NewExpression') {
      const name = nameOf(node.callee);
      if (name === 'Domain') return { is: 'domain' };
      const value = name === undefined ? undefined : this.valueOf(file, name);
      return value?.is === 'class' ? { is: 'instance', of: value.of } : undefined;
    }
    if (node.type === 'CallExpression') {
      const cls = node.arguments
        .map((argument) => classIn(bare(argument)))
        .find((each) => each !== undefined);
      if (cls !== undefined) return this.#classAt(cls);
      const called = node.callee.type === 'MemberExpression' ? nameOf(node.callee.property) : undefined;
      return called === 'fork' ? { is: 'domain' } : undefined;
    }
    return undefined;
  }

  #classAt(node: Class): KnownValue | undefined {
    const element = this.elements.elementAt(node);
    return element === undefined ? undefined : { is: 'class', of: element };
  }

  #elementNamed(name: string): KnownValue | undefined {
    const element = this.elements.elementNamed(name);
    return element === undefined || element.kind === 'decider' ? undefined : { is: 'class', of: element };
  }
}

function classIn(node: Node): Class | undefined {
  if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') return node;
  if (node.type !== 'VariableDeclarator' || node.init === null) return undefined;
  const value = bare(node.init);
  if (value.type === 'CallExpression') {
    return value.arguments.map((argument) => classIn(bare(argument))).find((each) => each !== undefined);
  }
  return classIn(value);
}

function namesInEnum(
  members: readonly { readonly id: Node; readonly initializer: Node | null }[],
): ReadonlyMap<string, string> {
  return new Map(
    members.flatMap(({ id, initializer }): [string, string][] => {
      const name = nameOf(id);
      const value = initializer === null ? undefined : nameOf(initializer);
      return name === undefined || value === undefined ? [] : [[name, value]];
    }),
  );
}

function namesInObject(properties: readonly Node[]): KnownValue | undefined {
  const values = new Map<string, string>();
  for (const property of properties) {
    const name = property.type === 'Property' ? nameOf(property.key) : undefined;
    const value =
      property.type === 'Property' && property.value.type === 'Literal' ? nameOf(property.value) : undefined;
    if (name !== undefined && value !== undefined) values.set(name, value);
  }
  return values.size === 0 ? undefined : { is: 'names', values };
}
