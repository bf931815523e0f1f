import type { ElementTarget } from '../fields/element-reference.js';
import { addNote, type StandardContext } from '../metadata.js';

/** What says when a method is called: a decorator of that name, or its name itself in the definition of a decider. */
export type HandlerMark = 'handle' | 'on' | 'apply' | 'read' | 'useCase' | 'decide' | 'evolve';

/** Options that every such decorator takes. */
export interface MarkOptions {
  /** What the method does, for the documentation. */
  readonly description?: string;
}

/** The note such a decorator leaves; a method may have several. */
export interface HandlerNote {
  readonly by: HandlerMark;
  /** The message, as it was written; absent for `useCase`. Undefined is what a circular import leaves of a class. */
  readonly message?: { readonly given: ElementTarget | undefined };
  readonly options: Readonly<Record<string, unknown>>;
  /** Where the method cannot be called from: it is `static` or `#private`. */
  readonly unreachable?: 'static' | '#private';
}

/** Kind of the notes. */
export const handlerNotes = 'handler';

/**
 * A method decorator, legacy and standard, for methods that take a message. What a handler is given beside the message
 * is not decided here: a second parameter may have any type.
 */
export interface MessageMethodDecorator<Message, Result> {
  <This, Method extends (this: This, message: Message, context: never) => Result>(
    method: Method,
    context: ClassMethodDecoratorContext<This>,
  ): void;
  <Method extends (message: Message, context: never) => Result>(
    prototype: object,
    key: string,
    descriptor: TypedPropertyDescriptor<Method>,
  ): void;
}

/** What a class is when it is given as itself or by a thunk. */
export type ClassTarget<T extends object> = Exclude<ElementTarget<T>, string>;

/** Makes the decorator that marks a method for a message. */
export function markForMessage(
  by: HandlerMark,
  given: unknown,
  options: object = {},
): MessageMethodDecorator<never, unknown> {
  return ((target: unknown, where: PropertyKey | StandardContext): void => {
    const message = { given: given as ElementTarget | undefined };
    leaveMark({ by, message, options: options as HandlerNote['options'] }, target, where);
  }) as MessageMethodDecorator<never, unknown>;
}

/** Leaves the note of a mark on a method. */
export function leaveMark(note: HandlerNote, target: unknown, where: PropertyKey | StandardContext): void {
  const unreachable = unreachableBy(target, where);
  addNote(handlerNotes, target, where, unreachable === undefined ? note : { ...note, unreachable });
}

function unreachableBy(
  target: unknown,
  where: PropertyKey | (StandardContext & { readonly static?: boolean; readonly private?: boolean }),
): 'static' | '#private' | undefined {
  if (typeof where !== 'object') return typeof target === 'function' ? 'static' : undefined;
  if (where.private === true) return '#private';
  return where.static === true ? 'static' : undefined;
}
