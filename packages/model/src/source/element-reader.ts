import type { RegisteredElement } from '@domainry/core';
import type { CallExpression, Node, ParamPattern } from 'oxc-parser';
import type { EdgeDocument } from '../document/edge-document.js';
import type { MethodDocument, ThrownDocument } from '../document/element-document.js';
import { compare } from '../document/compare.js';
import { distinctEdges } from '../read/distinct-edges.js';
import { assignedStates } from './assigned-states.js';
import { BodyReader } from './body-reader.js';
import { wholeFacts, type BodyFacts, type Deed, type WholeFacts } from './body-facts.js';
import type { FieldMember, MethodMember } from './class-members.js';
import { readComment, type FindMeant, type CommentReading } from './comment-reading.js';
import type { DomainSources } from './domain-sources.js';
import type { Code, KnownValue } from './known-value.js';
import type {
  AssignmentReading,
  ElementReading,
  InvariantReading,
  MemberReading,
} from './source-documentation.js';
import type { SourceFile } from './source-file.js';
import { bare, isFunctionNode, nameOf } from './syntax-tree.js';

/** Reads the sources of elements, one at a time. */
export class ElementReader {
  /** Comments that were read, by their text: names in them mean the same within a source. */
  readonly #comments = new Map<SourceFile, Map<string, CommentReading>>();
  readonly #facts = new Map<Node, Map<RegisteredElement | undefined, BodyFacts | 'reading'>>();

  /**
   * @param idOf - ids of elements.
   * @param findMeant - what a name in a comment of a source means.
   */
  constructor(
    readonly sources: DomainSources,
    readonly idOf: (element: RegisteredElement) => string,
    readonly findMeant: (file: SourceFile) => FindMeant,
  ) {}

  /** What the source of an element says; undefined when it was not found. */
  read(element: RegisteredElement): ElementReading | undefined {
    const source = this.sources.elements.sourceOf(element);
    if (source === undefined) return undefined;
    const { file, nameStart, commentEnds, node } = source;
    const methods =
      node.type === 'CallExpression' ? decisionsIn(file, node) : this.sources.methodsOf(element);
    const rules = new Set(element.invariants.map(({ name }) => name));
    const members = [...this.sources.fieldsOf(element), ...methods];
    const comment = this.commentAt(file, ...commentEnds);
    const inside = members.map((member) => ({ name: member.name, said: this.#commentOf(member) }));
    const read = methods
      .filter(({ name, kind, isPublic }) => kind === 'method' && isPublic && !rules.has(name))
      .map((method) => this.#method(element, method));
    return {
      ...this.#said(file, nameStart, comment),
      terms: [comment, ...inside.map(({ said }) => said)].flatMap((said) => said?.terms ?? []),
      suppressions: [
        ...(comment?.suppressions ?? []),
        ...inside.flatMap(({ name, said }) =>
          (said?.suppressions ?? []).map((each) => ({ ...each, member: name })),
        ),
      ],
      fields: this.#fields(element),
      invariants: this.#invariants(element, methods),
      methods: read.map(({ document }) => document),
      assignments: read.flatMap(({ assignments }) => assignments),
      edges: distinctEdges(read.flatMap(({ edges }) => edges)),
    };
  }

  /** The comment that ends at one of these offsets, looked up. */
  commentAt(file: SourceFile, ...offsets: readonly number[]): CommentReading | undefined {
    const text = file.docCommentBefore(...offsets);
    if (text === undefined) return undefined;
    const known = this.#comments.get(file) ?? new Map<string, CommentReading>();
    this.#comments.set(file, known);
    let comment = known.get(text);
    if (comment === undefined) known.set(text, (comment = readComment(text, this.findMeant(file))));
    return comment;
  }

  #fields(element: RegisteredElement): Readonly<Record<string, MemberReading>> {
    const readings: Record<string, MemberReading> = {};
    const members = this.sources.fieldsOf(element);
    for (const { name } of element.fields) {
      const member = members.find((each) => each.name === name);
      if (member !== undefined) readings[name] = this.#member(member);
    }
    return readings;
  }

  #invariants(
    element: RegisteredElement,
    methods: readonly MethodMember[],
  ): Readonly<Record<string, InvariantReading>> {
    const readings: Record<string, InvariantReading> = {};
    for (const { name } of element.invariants) {
      const method = methods.find((each) => each.name === name && !each.isStatic);
      if (method === undefined) continue;
      readings[name] = { ...this.#member(method), throws: this.#whole(element, method)?.throws ?? [] };
    }
    return readings;
  }

  #member(member: FieldMember | MethodMember): MemberReading {
    return this.#said(member.file, member.nameStart, this.#commentOf(member));
  }

  #commentOf(member: FieldMember | MethodMember): CommentReading | undefined {
    const { file, start, nameStart } = member;
    const overload = 'overloadStart' in member ? [member.overloadStart!] : [];
    return this.commentAt(file, start, nameStart, ...overload);
  }

  #said(file: SourceFile, at: number, comment: CommentReading | undefined): MemberReading {
    const source = this.sources.files.placeOf(file, at);
    const documentation = comment?.documentation;
    return {
      ...(source === undefined ? {} : { source }),
      ...(documentation === undefined ? {} : { documentation }),
    };
  }

  #method(
    element: RegisteredElement,
    method: MethodMember,
  ): { document: MethodDocument; assignments: readonly AssignmentReading[]; edges: EdgeDocument[] } {
    const { name, file, nameStart, isStatic, signature } = method;
    const comment = this.#commentOf(method);
    const said = this.#said(file, nameStart, comment);
    const whole = this.#whole(element, method);
    // A decider gives its events; everybody else raises them.
    const given = element.kind === 'decider' && name === 'decide' ? (whole?.made ?? []) : [];
    const edges = [
      ...[...(whole?.deeds ?? []), ...given].map((deed) => this.#edge(element, name, deed)),
      ...this.#declared(element, name, comment, said.source),
    ];
    const raises = edges.filter(({ kind }) => kind === 'raises').map(({ to }) => to);
    return {
      document: {
        name,
        ...(isStatic ? { static: true } : {}),
        parameters: signature.params.map((parameter) => parameterAsWritten(file, parameter)),
        ...(signature.returnType ? { returns: file.written(signature.returnType.typeAnnotation) } : {}),
        ...said,
        raises: [...new Set(raises)].sort(compare),
        throws: withDeclared(whole?.throws ?? [], comment?.throws ?? []),
        changes: [...(whole?.changes ?? [])].sort(compare),
      },
      assignments: this.#assignments(element, method),
      edges,
    };
  }

  #edge(element: RegisteredElement, method: string, { kind, to, via, file, at }: Deed): EdgeDocument {
    const source = this.sources.files.placeOf(file, at);
    return {
      from: this.idOf(element),
      kind,
      to: this.idOf(to),
      method,
      ...(via === undefined ? {} : { via }),
      basis: 'read',
      ...(source === undefined ? {} : { source }),
    };
  }

  #declared(
    element: RegisteredElement,
    method: string,
    comment: CommentReading | undefined,
    source: EdgeDocument['source'],
  ): readonly EdgeDocument[] {
    const edge = (kind: 'raises' | 'sends', to: string): EdgeDocument => ({
      from: this.idOf(element),
      kind,
      to,
      method,
      basis: 'declared',
      ...(source === undefined ? {} : { source }),
    });
    return [
      ...(comment?.raises ?? []).map((to) => edge('raises', to)),
      ...(comment?.sends ?? []).map((to) => edge('sends', to)),
    ];
  }

  #assignments(
    owner: RegisteredElement,
    { name, code, file, isStatic }: MethodMember,
  ): readonly AssignmentReading[] {
    if (code === undefined) return [];
    const states = assignedStates(
      { node: code, file, owner, isStatic },
      (each) => this.#factsOf(each) ?? nothing,
    );
    return states.map((assignment) => ({ method: name, ...assignment }));
  }

  #whole(owner: RegisteredElement, { code, file, isStatic }: MethodMember): WholeFacts | undefined {
    if (code === undefined) return undefined;
    return wholeFacts({ node: code, file, owner, isStatic }, (each) => this.#factsOf(each) ?? nothing);
  }

  /** What a body does itself; undefined while it is being read. */
  #factsOf(code: Code): BodyFacts | undefined {
    const byOwner =
      this.#facts.get(code.node) ?? new Map<RegisteredElement | undefined, BodyFacts | 'reading'>();
    this.#facts.set(code.node, byOwner);
    const known = byOwner.get(code.owner);
    if (known !== undefined) return known === 'reading' ? undefined : known;
    byOwner.set(code.owner, 'reading');
    const resultOf = (called: Code): KnownValue | undefined => this.#factsOf(called)?.result;
    const facts = new BodyReader(this.sources, code, resultOf).read();
    byOwner.set(code.owner, facts);
    return facts;
  }
}

const nothing: BodyFacts = {
  deeds: [],
  made: [],
  throws: [],
  changes: new Set(),
  assignments: [],
  calls: [],
  result: undefined,
};

/** The functions of a decider, which are methods in all but their form. */
function decisionsIn(file: SourceFile, call: CallExpression): readonly MethodMember[] {
  const definition = call.arguments[1] && bare(call.arguments[1]);
  if (definition?.type !== 'ObjectExpression') return [];
  return definition.properties.flatMap((property) => {
    const name = property.type === 'Property' ? nameOf(property.key) : undefined;
    if (name !== 'decide' && name !== 'evolve') return [];
    const value = bare((property as { readonly value: Node }).value);
    const common = {
      name,
      file,
      start: property.start,
      nameStart: property.start,
      kind: 'method',
      isStatic: false,
      isPublic: true,
    } as const;
    if (!isFunctionNode(value)) return [];
    return [
      { ...common, code: value, signature: { params: value.params, returnType: value.returnType ?? null } },
    ];
  });
}

/** `amount: number`; without decorators and modifiers, and the default as it stands. */
function parameterAsWritten(file: SourceFile, given: ParamPattern): string {
  const parameter = given.type === 'TSParameterProperty' ? given.parameter : given;
  const starts = (parameter.decorators ?? []).map(({ end }) => end);
  return file.written({ start: Math.max(parameter.start, ...starts), end: parameter.end });
}

function withDeclared(
  read: readonly ThrownDocument[],
  declared: readonly string[],
): readonly ThrownDocument[] {
  const missing = declared.filter((error) => !read.some((thrown) => thrown.error === error));
  return [...read, ...[...new Set(missing)].map((error) => ({ error }))];
}
