import type { ElementKind } from '@domainry/core';
import type { CheckRule } from '../check-rule.js';
import { isWritten, sourcesWereRead } from '../what-was-read.js';
import { unraisedEvents } from './unused-messages.js';

const handling: readonly ElementKind[] = [
  'commandHandler',
  'eventHandler',
  'projector',
  'queryHandler',
  'processManager',
  'applicationService',
];

/** Handlers that are never called, and read models that nobody keeps or asks. */
export const unusedHandlers: readonly CheckRule[] = [
  {
    code: 'UNREACHABLE_HANDLER',
    level: 'warning',
    category: 'dead ends',
    title: 'A handler of what never happens',
    why: 'It is never called.',
    fix: 'Let the event be raised, name the stream that was meant, or remove the handler.',
    *find(landscape) {
      for (const event of unraisedEvents(landscape)) {
        for (const { from, method } of landscape.edgesTo(event.id, 'reacts', 'projects')) {
          const handler = landscape.find(from);
          if (handler === undefined) continue;
          yield {
            at: handler,
            method,
            about: event.id,
            message: `${handler.name}${method === undefined ? '' : `.${method}`} handles ${event.name}, which nothing raises.`,
          };
        }
      }
      const contexts = landscape.documents.map(({ context }) => context.name);
      for (const subscriber of landscape.ofKind('subscriber')) {
        const stream = subscriber.options['stream'];
        if (typeof stream !== 'string' || landscape.edgesFrom(subscriber.id, 'subscribes').length > 0)
          continue;
        const context = contexts.find((name) => stream.startsWith(`${name}.`));
        if (context === undefined || context === landscape.documentOf(subscriber).context.name) continue;
        yield {
          at: subscriber,
          about: stream,
          message: `${subscriber.name} listens to ${stream}, and ${context} has no such stream.`,
        };
      }
    },
  },
  {
    code: 'EMPTY_HANDLER',
    level: 'warning',
    category: 'dead ends',
    title: 'A handler without a method that handles',
    why: 'It is registered and never called.',
    fix: 'Mark its methods, or remove the class.',
    *find(landscape) {
      for (const kind of handling) {
        for (const handler of landscape.ofKind(kind)) {
          if (handler.handlers.length === 0 && isWritten(handler)) {
            yield { at: handler, message: `No method of ${handler.name} handles anything.` };
          }
        }
      }
    },
  },
  {
    code: 'PROCESS_WITHOUT_END',
    level: 'info',
    category: 'dead ends',
    title: 'A process that never ends',
    why: 'Its state is kept for ever, and nobody can tell what is still under way.',
    fix: 'Mark the event that ends it: @handle(…, { end: true }).',
    *find(landscape) {
      for (const manager of landscape.ofKind('processManager')) {
        const steps = manager.handlers;
        if (steps.length > 0 && isWritten(manager) && !steps.some(({ end }) => end === true)) {
          yield { at: manager, message: `No event ends the process ${manager.name}.` };
        }
      }
    },
  },
  {
    code: 'PROJECTION_WITHOUT_PROJECTOR',
    level: 'warning',
    category: 'dead ends',
    title: 'A projection that nothing fills',
    why: 'It stays empty.',
    fix: 'Add a projector for it, or remove it.',
    *find(landscape) {
      for (const projection of landscape.ofKind('projection').filter(isWritten)) {
        if (landscape.edgesTo(projection.id, 'maintains').length === 0) {
          yield { at: projection, message: `No projector fills ${projection.name}.` };
        }
      }
    },
  },
  {
    code: 'PROJECTION_WITHOUT_QUERY',
    level: 'info',
    category: 'dead ends',
    title: 'A projection that no query asks for',
    why: 'It is kept up to date, and the model does not tell for whom.',
    fix: 'Add a query for it, or remove it when nothing reads it.',
    *find(landscape) {
      const asked = new Set(
        [...landscape.ofKind('query'), ...landscape.ofKind('queryHandler')].flatMap(
          ({ belongsTo }) => belongsTo ?? [],
        ),
      );
      for (const projection of landscape.ofKind('projection').filter(isWritten)) {
        if (!asked.has(projection.id))
          yield { at: projection, message: `No query asks for ${projection.name}.` };
      }
    },
  },
  {
    code: 'AGGREGATE_WITHOUT_COMMANDS',
    level: 'info',
    category: 'dead ends',
    title: 'An aggregate that nothing uses',
    why: 'No handler or service of the model loads, creates or changes it.',
    fix: 'Add a handler for what may happen to it, or remove it.',
    *find(landscape) {
      const served = new Set(landscape.ofKind('domainService').flatMap(({ aggregates = [] }) => aggregates));
      for (const aggregate of landscape.ofKind('aggregate').filter(isWritten)) {
        if (!sourcesWereRead(landscape.documentOf(aggregate))) continue;
        const isUsed =
          landscape.edgesTo(aggregate.id, 'loads', 'invokes').some(({ from }) => from !== aggregate.id) ||
          served.has(aggregate.id) ||
          landscape
            .belongingTo(aggregate.id)
            .some(({ kind }) => kind === 'commandHandler' || kind === 'applicationService');
        if (!isUsed) yield { at: aggregate, message: `Nothing uses the aggregate ${aggregate.name}.` };
      }
    },
  },
  {
    code: 'EVENT_SOURCED_WITHOUT_EVENTS',
    level: 'warning',
    category: 'dead ends',
    title: 'An event-sourced aggregate without events',
    why: 'Its state follows from its events, and it has none.',
    fix: 'Declare its events, or let its state be kept: remove eventSourced.',
    *find(landscape) {
      for (const aggregate of landscape.ofKind('aggregate').filter(isWritten)) {
        if (aggregate.storage?.eventSourced !== true) continue;
        if (!landscape.belongingTo(aggregate.id).some(({ kind }) => kind === 'event')) {
          yield { at: aggregate, message: `${aggregate.name} follows from events, and has none.` };
        }
      }
    },
  },
  {
    code: 'UNREACHABLE_STATE',
    level: 'warning',
    category: 'dead ends',
    title: 'A state that nothing leads to',
    why: 'Nothing is ever in it: it begins elsewhere, and no transition goes there.',
    fix: 'Declare the transition that leads to it, or remove the state.',
    *find(landscape) {
      for (const element of landscape.elements) {
        for (const { field, states, initial, transitions, open } of element.stateMachines) {
          if (open === true || initial === undefined) continue;
          const reached = new Set(transitions.map(({ to }) => to));
          for (const state of states) {
            if (state === initial || reached.has(state)) continue;
            yield {
              at: element,
              field,
              about: state,
              message: `No transition of ${element.name}.${field} leads to ${state}.`,
            };
          }
        }
      }
    },
  },
];
