import type { Node } from 'oxc-parser';
import type { ThrownDocument } from '../document/element-document.js';
import type { AssignedState, BodyFacts, CallOfCode, Deed } from './body-facts.js';
import { CallReader } from './call-reader.js';
import type { DomainSources } from './domain-sources.js';
import { alternativesOf, either, itemOf, itemsOf, type Code, type KnownValue } from './known-value.js';
import type { ReadBody } from './read-body.js';
import { Scope, bind, type Binding } from './scope.js';
import { childrenOf, nameOf, type FunctionNode } from './syntax-tree.js';
import { instanceOf, valueOfType } from './type-values.js';

/**
 * Reads what a function does, from its text alone: approximately, and without ever failing. What is ambiguous is left out.
 */
export class BodyReader implements ReadBody {
  readonly deeds: Deed[] = [];
  readonly made: Deed[] = [];
  readonly calls: CallOfCode[] = [];
  readonly changes = new Set<string>();
  readonly #throws: ThrownDocument[] = [];
  readonly #assignments: AssignedState[] = [];
  readonly #calls: CallReader;
  /** What the functions give that are being read, the innermost last. */
  readonly #results: (KnownValue | undefined)[] = [];

  /** @param resultOf - what another function gives. */
  constructor(
    readonly sources: DomainSources,
    readonly code: Code,
    resultOf: (code: Code) => KnownValue | undefined,
  ) {
    this.#calls = new CallReader(this, resultOf);
  }

  read(): BodyFacts {
    const given = this.code.node.params.map((_, at): KnownValue => ({ is: 'parameter', at }));
    const result = this.visitFunction(this.code.node, new Scope(), given);
    return {
      deeds: this.deeds,
      made: this.made,
      throws: this.#throws,
      changes: this.changes,
      assignments: this.#assignments,
      calls: this.calls,
      result,
    };
  }

  visitFunction(
    node: FunctionNode,
    outer: Scope,
    given: readonly (KnownValue | undefined)[],
  ): KnownValue | undefined {
    const scope = new Scope(outer);
    node.params.forEach((parameter, at) => {
      if (parameter.type === 'AssignmentPattern') this.visit(parameter.right, scope);
      bind(parameter, given[at], this.#binding(scope));
    });
    if (node.body === null) return undefined;
    this.#results.push(undefined);
    const value = this.visit(node.body, scope);
    const returned = this.#results.pop();
    const annotated = node.returnType ? this.valueOfType(node.returnType.typeAnnotation) : undefined;
    return annotated ?? (node.body.type === 'BlockStatement' ? returned : value);
  }

  visit(node: Node, scope: Scope): KnownValue | undefined {
    switch (node.type) {
      case 'Identifier':
        return scope.has(node.name) ? scope.get(node.name) : this.lookUp(node.name);
      case 'ThisExpression':
        return this.#self();
      case 'Literal':
        return typeof node.value === 'string' ? { is: 'text', value: node.value } : undefined;
      case 'AwaitExpression':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
      case 'ParenthesizedExpression':
      case 'ChainExpression':
        return this.visit(
          (node as { readonly argument?: Node; readonly expression?: Node }).argument ??
            (node as { readonly expression: Node }).expression,
          scope,
        );
      case 'TSAsExpression': {
        const value = this.visit(node.expression, scope);
        return this.valueOfType(node.typeAnnotation) ?? value;
      }
      case 'ConditionalExpression':
        this.visit(node.test, scope);
        return either(this.visit(node.consequent, scope), this.visit(node.alternate, scope));
      case 'LogicalExpression':
        return either(this.visit(node.left, scope), this.visit(node.right, scope));
      case 'ArrayExpression':
        return this.#array(node.elements, scope);
      case 'MemberExpression':
        return this.#member(node, scope);
      case 'NewExpression':
        return this.#calls.construction(node, scope);
      case 'CallExpression':
        return this.#calls.call(node, scope);
      case 'AssignmentExpression':
      case 'UpdateExpression':
        return this.#assignment(node, scope);
      default:
        return this.#statement(node, scope);
    }
  }

  /** What is known of a part of a value. */
  propertyOf(value: KnownValue | undefined, name: string): KnownValue | undefined {
    return alternativesOf(value)
      .map((each) => this.#calls.propertyOf(each, name))
      .reduce(either, undefined);
  }

  lookUp(name: string): KnownValue | undefined {
    return this.sources.valueOf(this.code.file, name);
  }

  valueOfType(type: Parameters<typeof valueOfType>[0]): KnownValue | undefined {
    return valueOfType(type, (name) => (name === 'this' ? instanceOf(this.#self()) : this.lookUp(name)));
  }

  #statement(node: Node, scope: Scope): KnownValue | undefined {
    switch (node.type) {
      case 'BlockStatement':
        this.#block(node.body, new Scope(scope));
        return undefined;
      case 'VariableDeclarator': {
        const value = node.init === null ? undefined : this.visit(node.init, scope);
        bind(node.id, value, this.#binding(scope));
        return undefined;
      }
      case 'ForOfStatement':
        return this.#forOf(node, scope);
      case 'ReturnStatement': {
        const value = node.argument === null ? undefined : this.visit(node.argument, scope);
        this.#results.push(either(this.#results.pop(), value));
        return undefined;
      }
      case 'ThrowStatement':
        this.#throw(this.visit(node.argument, scope));
        return undefined;
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
      case 'FunctionDeclaration': {
        this.visitFunction(node, scope, []);
        const local: KnownValue = { is: 'function', code: { ...this.code, node } };
        if (node.id) scope.declare(node.id.name, local);
        return local;
      }
      case 'ClassDeclaration':
      case 'ClassExpression':
        return undefined;
      default:
        if (node.type.startsWith('TS')) return undefined;
        for (const child of childrenOf(node)) this.visit(child, scope);
        return undefined;
    }
  }

  #block(statements: readonly Node[], scope: Scope): void {
    for (const statement of statements) this.visit(statement, scope);
  }

  #forOf(node: Extract<Node, { type: 'ForOfStatement' }>, outer: Scope): undefined {
    const scope = new Scope(outer);
    const item = itemOf(this.visit(node.right, scope));
    const target = node.left.type === 'VariableDeclaration' ? node.left.declarations[0]?.id : node.left;
    if (target !== undefined) bind(target, item, this.#binding(scope));
    this.visit(node.body, scope);
  }

  #array(elements: readonly (Node | null)[], scope: Scope): KnownValue | undefined {
    const of = elements.map((element) => {
      if (element === null) return undefined;
      if (element.type === 'SpreadElement') return itemOf(this.visit(element.argument, scope));
      return this.visit(element, scope);
    });
    if (elements.some((element) => element?.type === 'SpreadElement'))
      return itemsOf(of.reduce(either, undefined));
    return of.some((each) => each !== undefined) ? { is: 'tuple', of } : undefined;
  }

  #member(node: Extract<Node, { type: 'MemberExpression' }>, scope: Scope): KnownValue | undefined {
    const value = this.visit(node.object, scope);
    if (!node.computed) return this.propertyOf(value, nameOf(node.property) ?? '');
    this.visit(node.property, scope);
    return itemOf(value);
  }

  #assignment(
    node: Extract<Node, { type: 'AssignmentExpression' | 'UpdateExpression' }>,
    scope: Scope,
  ): KnownValue | undefined {
    const target = node.type === 'UpdateExpression' ? node.argument : node.left;
    const value = node.type === 'UpdateExpression' ? undefined : this.visit(node.right, scope);
    const field = this.fieldIn(target, scope);
    if (field !== undefined) {
      this.changes.add(field.name);
      if (field.isWhole) this.#assignments.push({ field: field.name, value });
    } else if (target.type === 'Identifier' && scope.has(target.name)) {
      scope.assign(target.name, either(scope.get(target.name), value));
    } else this.visit(target, scope);
    return value;
  }

  fieldIn(node: Node, scope: Scope): { readonly name: string; readonly isWhole: boolean } | undefined {
    if (node.type === 'TSNonNullExpression' || node.type === 'TSAsExpression')
      return this.fieldIn(node.expression, scope);
    if (node.type !== 'MemberExpression') return undefined;
    const { owner } = this.code;
    const object =
      node.object.type === 'ThisExpression'
        ? this.#self()
        : node.object.type === 'Identifier'
          ? scope.get(node.object.name)
          : undefined;
    const name = node.computed ? undefined : nameOf(node.property);
    if (owner !== undefined && object?.is === 'instance' && object.of === owner && name !== undefined) {
      return { name, isWhole: true };
    }
    const inner = this.fieldIn(node.object, scope);
    return inner && { name: inner.name, isWhole: false };
  }

  #throw(value: KnownValue | undefined): void {
    for (const each of alternativesOf(value)) {
      if (each.is !== 'other') continue;
      this.#throws.push({ error: each.name, ...(each.text === undefined ? {} : { message: each.text }) });
    }
  }

  #self(): KnownValue | undefined {
    const { owner, isStatic } = this.code;
    if (owner === undefined) return undefined;
    return { is: isStatic === true ? 'class' : 'instance', of: owner };
  }

  #binding(scope: Scope): Binding {
    return {
      scope,
      lookUpType: (name) => (name === 'this' ? instanceOf(this.#self()) : this.lookUp(name)),
      propertyOf: (value, name) => this.propertyOf(value, name),
    };
  }
}
