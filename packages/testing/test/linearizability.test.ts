import { describe, expect, test } from '@jest/globals';
import { linearizationOf, type Operation, type SequentialModel } from '@domainry/testing';

type Input = 'read' | number;

/** A register: a number is written, `read` gives the last one. */
const register: SequentialModel<number, Input, number> = {
  initial: 0,
  apply: (state, input) => (input === 'read' ? { state, output: state } : { state: input, output: input }),
};

function operation(
  input: Input,
  output: number,
  invoked: number,
  returned: number,
): Operation<Input, number> {
  return { input, output, invoked, returned };
}

describe('Linearizability', () => {
  test('of operations one after the other is what the model answers', () => {
    const write = operation(1, 1, 0, 1);

    expect(linearizationOf([write, operation('read', 1, 2, 3)], register)).toHaveLength(2);
    expect(linearizationOf([write, operation('read', 0, 2, 3)], register)).toBeUndefined();
  });

  test('lets what overlapped have happened in any order', () => {
    const write = operation(1, 1, 0, 10);
    const early = operation('read', 0, 1, 2);
    const late = operation('read', 1, 3, 4);

    expect(linearizationOf([write, late, early], register)).toEqual([early, write, late]);
  });

  test('is broken by an answer that goes back in time', () => {
    const write = operation(1, 1, 0, 10);

    expect(
      linearizationOf([write, operation('read', 1, 1, 2), operation('read', 0, 3, 4)], register),
    ).toBeUndefined();
  });
});
