import { Event } from '../elements/event.js';
import { areRetryOptions, isDuration, retryExpectation } from '../elements/handling-options.js';
import { handlerNotes, type HandlerMark, type HandlerNote } from '../elements/handler-note.js';
import type { ReportProblem } from '../errors/problem.js';
import { ElementReference } from '../fields/element-reference.js';
import { suggestName } from '../fields/suggest-name.js';
import { notesOf, type AnyClass } from '../metadata.js';
import { isBuiltFromEvents } from './built-from-events.js';
import { elementKinds, type ElementKind } from './element-kinds.js';
import { phraseKind } from './phrase-kind.js';
import type { HandledMessage } from './registered-element.js';

/** What is needed to read the marks on the methods of a class. */
export interface HandlerRequest {
  readonly kind: ElementKind;
  readonly written: AnyClass;
  readonly metadata: object | undefined;
  readonly options: Readonly<Record<string, unknown>>;
  readonly findByName: (name: string) => AnyClass | undefined;
  readonly report: ReportProblem;
}

/** Reads which methods are called for which messages; reports marks that cannot be there. */
export function readHandlers(request: HandlerRequest): readonly HandledMessage[] {
  const { kind, written, metadata, options, report } = request;
  const handled: HandledMessage[] = [];
  for (const [method, notes] of notesOf<readonly HandlerNote[]>(written, handlerNotes, metadata)) {
    for (const note of notes) {
      checkMark(kind, method, note, report);
      checkMarkOptions(kind, method, note, report);
      if (note.by === 'apply' && kind === 'aggregate' && !isBuiltFromEvents({ kind, options })) {
        report(
          'HANDLER_TARGET',
          'it applies an event, and the aggregate is not event-sourced',
          'Register the aggregate with { eventSourced: true }, or remove @apply and change the state where the event is raised.',
          method,
        );
      }
      handled.push(Object.freeze(handledBy(method, note, request)));
    }
  }
  return Object.freeze(handled);
}

function handledBy(method: string, note: HandlerNote, { findByName }: HandlerRequest): HandledMessage {
  const options = Object.freeze({ ...note.options });
  if (note.message === undefined) return { method, by: note.by, options };
  if (meansEveryEvent(note)) return { method, by: note.by, everyEvent: true, options };
  const message = new ElementReference(note.message.given);
  message.bind(findByName);
  return { method, by: note.by, message, options };
}

function meansEveryEvent(note: HandlerNote): boolean {
  return note.message?.given === Event;
}

function checkMark(kind: ElementKind, method: string, note: HandlerNote, report: ReportProblem): void {
  const marks = Object.keys(elementKinds[kind].marks ?? {});
  if (!marks.includes(note.by)) {
    const fix =
      marks.length === 0
        ? `Remove @${note.by}: methods of ${phraseKind(kind)} are not marked.`
        : `Mark methods of ${phraseKind(kind)} with @${marks.join(' or @')}.`;
    report('HANDLER_TARGET', `@${note.by} has no meaning in ${phraseKind(kind)}`, fix, method);
  }
  if (meansEveryEvent(note) && kind !== 'eventHandler') {
    report(
      'HANDLER_TARGET',
      `@${note.by}(Event) means every event, which only an eventHandler can ask for`,
      'Name the messages one by one.',
      method,
    );
  }
  if (note.unreachable !== undefined) {
    report(
      'HANDLER_TARGET',
      `@${note.by} stands on a ${note.unreachable} method, which nobody can call for an instance`,
      `Make it a plain method.`,
      method,
    );
  }
}

interface OptionRule {
  readonly isValid: (value: unknown) => boolean;
  readonly expected: string;
}

const isText: OptionRule = {
  isValid: (value) => typeof value === 'string' && value !== '',
  expected: 'a text',
};
const isFlag: OptionRule = { isValid: (value) => typeof value === 'boolean', expected: 'true or false' };

const isRetry: OptionRule = { isValid: areRetryOptions, expected: retryExpectation };
const isTime: OptionRule = { isValid: isDuration, expected: 'a number of milliseconds' };
const isPolicy: OptionRule = {
  isValid: (value) => value === 'park' || value === 'stop',
  expected: "'park' or 'stop'",
};

function optionsOf(kind: ElementKind, by: HandlerMark): Readonly<Record<string, OptionRule>> {
  if (kind === 'commandHandler') return { description: isText, retry: isRetry, timeout: isTime };
  if (kind === 'eventHandler') return { description: isText, retry: isRetry, onFailure: isPolicy };
  if (kind !== 'processManager' || by !== 'handle') return { description: isText };
  return {
    description: isText,
    start: isFlag,
    correlate: { ...isText, expected: 'the name of a field of the event' },
    end: isFlag,
  };
}

function checkMarkOptions(
  kind: ElementKind,
  method: string,
  { by, options }: HandlerNote,
  report: ReportProblem,
): void {
  const known = optionsOf(kind, by);
  const names = Object.keys(known);
  for (const [option, value] of Object.entries(options)) {
    const rule = Object.hasOwn(known, option) ? known[option] : undefined;
    if (rule === undefined) {
      const meant = suggestName(option, names);
      report(
        'HANDLER_OPTION',
        `the option ${option} is unknown to @${by} in ${phraseKind(kind)}`,
        meant === undefined ? `Options: ${names.join(', ')}.` : `Did you mean ${meant}?`,
        method,
      );
    } else if (value !== undefined && !rule.isValid(value)) {
      report(
        'HANDLER_OPTION',
        `the option ${option} is not ${rule.expected}`,
        `Give ${rule.expected}.`,
        method,
      );
    }
  }
}
