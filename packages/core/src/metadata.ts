import 'reflect-metadata';
import { DomainryError } from './errors/domainry-error.js';

/**
 * Where decorators leave their notes, for both decorator worlds.
 *
 * A decorator writes a note and nothing else; notes are read when a class is registered. Legacy decorators note on the
 * class itself, standard decorators on the metadata object the compiler hands them. Notes are kept per class and read
 * along the constructor lineage: the prototype of `context.metadata` is not trusted, since swc leaves it null for a
 * subclass without a class decorator.
 */

/** A class, as far as notes are concerned. */
export type AnyClass = abstract new (...args: never[]) => object;

/** What a standard decorator receives as its second argument, as far as notes need it. */
export interface StandardContext {
  readonly kind: string;
  readonly name?: string | symbol;
  readonly metadata: object;
}

/** The notes of one class: by kind (`field`, `invariant`, …), then by member name, in order of declaration. */
export type Notes = Map<string, Map<string, unknown>>;

/** The compiler's key for the metadata object of a class; set here first, so that every compiler finds it. */
export const metadataSymbol: symbol = polyfilledMetadataSymbol();

/** Key of our notes in the interoperable store, so that other tools can read them by plain reflect-metadata. */
const notesKey = 'domainry:notes';

/**
 * Leaves a note about a member.
 *
 * @param target - first argument of the decorator: the prototype (legacy) or the member itself (standard).
 * @param where - second argument of the decorator: the member's name (legacy) or the context (standard).
 * @throws DomainryError DECORATORS_UNSUPPORTED when the build calls decorators in another way.
 */
export function leaveNote(
  kind: string,
  target: unknown,
  where: PropertyKey | StandardContext,
  note: unknown,
): void {
  notesToWrite(kind, target, where).set(memberName(where), note);
}

/** Leaves one note more about a member that may have several of a kind; they are kept in the order of the source. */
export function addNote(
  kind: string,
  target: unknown,
  where: PropertyKey | StandardContext,
  note: unknown,
): void {
  const notes = notesToWrite(kind, target, where);
  const name = memberName(where);
  // Decorators of one member run from the last to the first.
  notes.set(name, [note, ...((notes.get(name) as readonly unknown[] | undefined) ?? [])]);
}

/** Name of the member a decorator stands on. */
export function memberName(where: PropertyKey | StandardContext): string {
  return String(typeof where === 'object' ? where.name : where);
}

/**
 * The notes of one kind along the lineage of a class, base first, so that a subclass overrides.
 *
 * @param own - metadata object of the class itself while its standard decorator still runs.
 */
export function notesOf<Note>(cls: AnyClass, kind: string, own?: object): ReadonlyMap<string, Note> {
  const merged = new Map<string, Note>();
  for (const ancestor of lineage(cls)) {
    for (const owner of [metadataObjectOf(ancestor, ancestor === cls ? own : undefined), ancestor]) {
      const notes = owner && ownNotes(owner)?.get(kind);
      if (notes) for (const [name, note] of notes) merged.set(name, note as Note);
    }
  }
  return merged;
}

/** The constructors a class descends from, the most basic first, itself last. */
export function lineage(cls: AnyClass): readonly AnyClass[] {
  const chain: AnyClass[] = [];
  let current: unknown = cls;
  while (typeof current === 'function' && current !== Function.prototype) {
    chain.unshift(current as AnyClass);
    current = Object.getPrototypeOf(current);
  }
  return chain;
}

/** The type a compiler emitted for a property, where it did. Only ever compared, never relied on. */
export function emittedType(cls: AnyClass, property: string): unknown {
  return Reflect.getOwnMetadata('design:type', cls.prototype as object, property);
}

function notesToWrite(
  kind: string,
  target: unknown,
  where: PropertyKey | StandardContext,
): Map<string, unknown> {
  const owner = ownerOf(target, where);
  let notes = ownNotes(owner);
  if (notes === undefined) Reflect.defineMetadata(notesKey, (notes = new Map()), owner);
  let ofKind = notes.get(kind);
  if (ofKind === undefined) notes.set(kind, (ofKind = new Map()));
  return ofKind;
}

/** The class (legacy) or metadata object (standard) that notes about a member are kept on. */
function ownerOf(target: unknown, where: PropertyKey | StandardContext | undefined): object {
  if (typeof where === 'object') {
    if ((where.metadata as object | undefined) !== undefined) return where.metadata;
    throw unsupported(
      `The decorator of ${String(where.name)} was called without context.metadata`,
      'Let the compiler emit the 2023-11 form of decorators (swc: "decoratorVersion": "2023-11"; Babel: "version": "2023-11"), import @domainry/core before any other polyfill of Symbol.metadata, or set "experimentalDecorators": true.',
    );
  }
  // A static member has the class itself for a target.
  if (where !== undefined && typeof target === 'function') return target;
  if (where !== undefined && typeof target === 'object' && target !== null) return target.constructor;
  throw unsupported(
    'A decorator was called neither as TypeScript calls legacy ones nor as standard ones are called',
    'Set "experimentalDecorators": true, or remove a transform for a former proposal (Babel: "version": "2023-11" or "legacy").',
  );
}

function unsupported(what: string, fix: string): DomainryError {
  return new DomainryError('DECORATORS_UNSUPPORTED', `${what}. ${fix}`);
}

function ownNotes(owner: object): Notes | undefined {
  return Reflect.getOwnMetadata(notesKey, owner) as Notes | undefined;
}

function metadataObjectOf(cls: AnyClass, own: object | undefined): object | undefined {
  if (own !== undefined) return own;
  return Object.hasOwn(cls, metadataSymbol)
    ? (Reflect.get(cls, metadataSymbol) as object | undefined)
    : undefined;
}

function polyfilledMetadataSymbol(): symbol {
  const host = Symbol as unknown as { metadata?: symbol };
  if (host.metadata === undefined) {
    Object.defineProperty(Symbol, 'metadata', { value: Symbol.for('Symbol.metadata'), configurable: true });
  }
  return host.metadata as symbol;
}
