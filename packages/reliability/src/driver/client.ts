import type { Task } from '../application/orders.js';
import { Refused, Unheard, type Application } from './application.js';
import type { Journal } from './journal.js';

/** Sends a command under a key, and has the journal know of it before and after. */
export async function send(
  application: Application,
  journal: Journal,
  key: string,
  task: Task,
): Promise<'answered' | 'refused' | 'unheard'> {
  journal.sent({ key, task });
  try {
    journal.answered(key, await application.ask(task, key));
    return 'answered';
  } catch (error) {
    if (error instanceof Refused && !isUncertain(error)) {
      journal.wasRefused(key, error.message);
      return 'refused';
    }
    if (!(error instanceof Refused || error instanceof Unheard)) throw error;
    journal.unheard(key);
    return 'unheard';
  }
}

/** Whether an error says itself that nobody knows what became of the command, or that another one is still at it. */
function isUncertain({ code, reason }: Refused): boolean {
  return reason === 'commit_unknown' || code === 'COMMAND_IN_FLIGHT';
}
