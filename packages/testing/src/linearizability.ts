import { isDeepStrictEqual } from 'node:util';

/** One thing that was asked for, and what was answered; times are numbers that only have to grow. */
export interface Operation<Input, Output> {
  readonly input: Input;
  readonly output: Output;
  /** When it was asked for. */
  readonly invoked: number;
  /** When the answer was there. */
  readonly returned: number;
}

/** What should be answered when one thing is asked for after the other. States and inputs are plain data. */
export interface SequentialModel<State, Input, Output> {
  readonly initial: State;
  readonly apply: (state: State, input: Input) => { readonly state: State; readonly output: Output };
}

/**
 * An order in which operations that overlapped can have happened, each at one moment between question and answer, so that
 * every answer is the one of the model (Wing and Gong 1993, with the memory of Lowe 2017). For short histories: it tries all.
 *
 * @returns undefined when there is none: what answered is not linearizable.
 */
export function linearizationOf<State, Input, Output>(
  history: readonly Operation<Input, Output>[],
  model: SequentialModel<State, Input, Output>,
): readonly Operation<Input, Output>[] | undefined {
  const seen = new Set<string>();
  const order: Operation<Input, Output>[] = [];
  const extend = (state: State, waiting: readonly Operation<Input, Output>[]): boolean => {
    if (waiting.length === 0) return true;
    const place = JSON.stringify([state, waiting.map((operation) => history.indexOf(operation))]);
    if (seen.has(place)) return false;
    seen.add(place);
    // What was asked for after another answer was there comes after that one.
    const firstAnswer = Math.min(...waiting.map(({ returned }) => returned));
    for (const operation of waiting) {
      if (operation.invoked > firstAnswer) continue;
      const { state: next, output } = model.apply(state, operation.input);
      if (!isDeepStrictEqual(output, operation.output)) continue;
      order.push(operation);
      if (
        extend(
          next,
          waiting.filter((other) => other !== operation),
        )
      )
        return true;
      order.pop();
    }
    return false;
  };
  return extend(model.initial, history) ? order : undefined;
}
