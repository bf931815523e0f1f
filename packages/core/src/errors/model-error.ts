import { DomainryError } from './domainry-error.js';
import { formatProblem, type Problem } from './problem.js';
import type { JsonValue } from './violation.js';

/** Everything that is wrong with the model of a domain, in one error. */
export class ModelError extends DomainryError {
  /** In the order of registration. Never empty. */
  readonly problems: readonly Problem[];

  constructor(domain: string, problems: readonly Problem[]) {
    const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
    super(
      'MODEL_INVALID',
      [
        `The model of ${domain} has ${count}.`,
        ...problems.map((problem) => `  ${formatProblem(problem)}`),
      ].join('\n'),
    );
    this.problems = Object.freeze([...problems]);
  }

  override toJSON(): Record<string, JsonValue> {
    return {
      ...super.toJSON(),
      problems: this.problems.map((problem) => ({ ...problem }) as unknown as JsonValue),
    };
  }
}

Object.defineProperty(ModelError.prototype, 'name', {
  value: 'ModelError',
  configurable: true,
  writable: true,
});
