import type { Class, Node, ParamPattern, TSType } from 'oxc-parser';
import type { SourceFile } from './source-file.js';
import { isFunctionNode, nameOf, type FunctionNode } from './syntax-tree.js';

/** A method, or an accessor, of a class. */
export interface MethodMember {
  readonly name: string;
  readonly file: SourceFile;
  /** Where it begins, decorators included, and where its name stands. */
  readonly start: number;
  readonly nameStart: number;
  /** Where the doc comment of an overload stands, when it has one of its own. */
  readonly overloadStart?: number;
  readonly kind: 'method' | 'get' | 'set' | 'constructor';
  readonly isStatic: boolean;
  readonly isPublic: boolean;
  /** Absent for abstract methods. */
  readonly code?: FunctionNode;
  /** Parameters and result, of abstract methods too. */
  readonly signature: {
    readonly params: readonly ParamPattern[];
    readonly returnType?: { readonly typeAnnotation: TSType } | null;
  };
}

/** A property of a class. */
export interface FieldMember {
  readonly name: string;
  readonly file: SourceFile;
  readonly start: number;
  readonly nameStart: number;
  readonly annotation?: TSType;
  readonly value?: Node;
}

/** The members that a class has itself. */
export interface ClassMembers {
  readonly methods: readonly MethodMember[];
  readonly fields: readonly FieldMember[];
}

/** Reads the members of a class, in the order of the source; of a method with overloads, the implementation. */
export function membersOf(file: SourceFile, cls: Class): ClassMembers {
  const methods = new Map<string, MethodMember>();
  const fields: FieldMember[] = [];
  for (const member of cls.body.body) {
    const method = methodIn(file, member);
    if (method !== undefined) {
      const key = `${method.isStatic} ${method.kind} ${method.name}`;
      methods.set(key, withOverload(method, methods.get(key)));
      if (method.kind === 'constructor') fields.push(...parameterProperties(file, method));
    }
    const field = fieldIn(file, member);
    if (field !== undefined) fields.push(field);
  }
  return { methods: [...methods.values()], fields };
}

function methodIn(file: SourceFile, member: Node): MethodMember | undefined {
  const isField = member.type === 'PropertyDefinition' && isFunctionNode(member.value);
  if (!isField && member.type !== 'MethodDefinition' && member.type !== 'TSAbstractMethodDefinition') {
    return undefined;
  }
  const name = member.computed ? undefined : nameOf(member.key);
  if (name === undefined) return undefined;
  const { value } = member as { value: FunctionNode };
  return {
    name,
    file,
    start: startOf(member),
    nameStart: member.key.start,
    kind: 'kind' in member ? member.kind : 'method',
    isStatic: member.static,
    isPublic: isPublic(member.accessibility) && member.key.type !== 'PrivateIdentifier',
    ...(value.body === null ? {} : { code: value }),
    signature: { params: value.params, returnType: value.returnType ?? null },
  };
}

function withOverload(method: MethodMember, earlier: MethodMember | undefined): MethodMember {
  return earlier === undefined
    ? method
    : { ...method, overloadStart: earlier.overloadStart ?? earlier.start };
}

function fieldIn(file: SourceFile, member: Node): FieldMember | undefined {
  if (
    member.type !== 'PropertyDefinition' &&
    member.type !== 'AccessorProperty' &&
    member.type !== 'TSAbstractPropertyDefinition'
  ) {
    return undefined;
  }
  const name = member.computed || member.static ? undefined : nameOf(member.key);
  if (name === undefined || isFunctionNode(member.value)) return undefined;
  return {
    name,
    file,
    start: startOf(member),
    nameStart: member.key.start,
    ...(member.typeAnnotation ? { annotation: member.typeAnnotation.typeAnnotation } : {}),
    ...(member.value === null ? {} : { value: member.value }),
  };
}

/** `constructor(private readonly accounts: Accounts)` declares a field. */
function parameterProperties(file: SourceFile, { signature }: MethodMember): readonly FieldMember[] {
  return signature.params.flatMap((parameter) => {
    if (parameter.type !== 'TSParameterProperty') return [];
    const target =
      parameter.parameter.type === 'AssignmentPattern' ? parameter.parameter.left : parameter.parameter;
    const name = nameOf(target);
    if (name === undefined) return [];
    const { start } = parameter;
    const { typeAnnotation } = target;
    return [
      {
        name,
        file,
        start,
        nameStart: target.start,
        ...(typeAnnotation ? { annotation: typeAnnotation.typeAnnotation } : {}),
      },
    ];
  });
}

function startOf(member: {
  readonly start: number;
  readonly decorators: readonly { readonly start: number }[];
}): number {
  return Math.min(member.start, ...member.decorators.map(({ start }) => start));
}

function isPublic(accessibility: string | null | undefined): boolean {
  return accessibility !== 'private' && accessibility !== 'protected';
}
