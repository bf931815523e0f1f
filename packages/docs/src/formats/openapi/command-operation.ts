import type { JsonValue } from '@domainry/core';
import { eventsOf, type ElementDocument, type InvariantDocument, type Landscape } from '@domainry/model';
import { commandRisks, type CommandRisks } from '../../facts/command-risks.js';
import { exampleOf } from '../example/example-of.js';
import { extensionKeyword } from '../json-schema/schema-draft.js';
import { compare } from '../../compare.js';
import { commandProblems, problemResponse, usualRefusals, type ProblemAnswer } from './problem-details.js';

/** A command as an operation of HTTP: sent once, however often it is sent with one key. */
export function commandOperation(
  landscape: Landscape,
  command: ElementDocument,
  reference: { readonly $ref: string },
): { readonly [part: string]: JsonValue } {
  const risks = commandRisks(landscape, command);
  const rules = rulesIn(risks);
  const codes = [...new Set([...rules.map(({ code }) => code), ...usualRefusals])].sort(compare);
  const reasons = [...rules.map(({ message }) => message), ...errorsOf(risks)];
  const refusal: ProblemAnswer = {
    status: '422',
    description: ['A rule of the domain forbids it.', ...reasons.map((reason) => `- ${reason}`)].join('\n'),
    codes,
    mayHaveOthers: true,
  };
  const answers = [...commandProblems, refusal].map((answer) => [answer.status, problemResponse(answer)]);
  return {
    parameters: [
      { $ref: '#/components/parameters/IdempotencyKey' },
      ...(command.aggregate === undefined ? [] : [{ $ref: '#/components/parameters/IfMatch' }]),
    ],
    requestBody: {
      required: true,
      content: { 'application/json': { schema: reference, example: exampleOf(landscape, command) } },
    },
    responses: {
      '200': {
        description: 'It was carried out; the body is what its handler gave, if it gave anything.',
        ...(command.aggregate === undefined
          ? {}
          : { headers: { ETag: { $ref: '#/components/headers/ETag' } } }),
        content: { 'application/json': { schema: {} } },
      },
      ...(Object.fromEntries(answers) as Readonly<Record<string, JsonValue>>),
    },
    [extensionKeyword]: {
      element: command.id,
      type: command.message?.type ?? command.id,
      events: eventsOf(landscape, command).map(({ id }) => id),
    },
  };
}

/** Errors that the methods on the way were seen to throw, with what they say. */
function errorsOf({ thrown }: CommandRisks): readonly string[] {
  const told = thrown.map(({ error, message }) => (message === undefined ? error : `${error}: ${message}`));
  return [...new Set(told)].sort(compare);
}

/** Rules that may be broken on the way, each once, by what they say. Those of the values it holds are told by a 400. */
function rulesIn({ before, after }: CommandRisks): readonly InvariantDocument[] {
  const byMessage = new Map([...before, ...after].map(({ invariant }) => [invariant.message, invariant]));
  return [...byMessage.values()].sort((one, other) => compare(one.message, other.message));
}
