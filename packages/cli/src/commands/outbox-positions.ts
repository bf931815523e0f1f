import { CommandError } from '../run/command-error.js';

/**
 * Positions as they are given: `17`, or several, `17,18`.
 *
 * @throws CommandError ARGUMENT_WRONG.
 */
export function positionsIn(text: string): readonly number[] {
  const positions = text.split(',').map((each) => (/^\s*\d+\s*$/.test(each) ? Number(each) : Number.NaN));
  if (positions.every((position) => Number.isSafeInteger(position) && position > 0)) return positions;
  throw new CommandError('ARGUMENT_WRONG', `${text} names no positions.`, {
    fix: 'Give those that outbox list shows: 17, or 17,18.',
  });
}
