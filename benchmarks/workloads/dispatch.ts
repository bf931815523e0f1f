import type { BankLike } from '../subjects/bank.js';
import type { MakeBatch } from './batch.js';

const commands = 200;

/** Handles commands one after the other: load, change, save, and tell an event handler. */
export const dispatch: MakeBatch = async (load) => {
  const start = (await load(0))['start'] as () => Promise<BankLike>;
  const bank = await start();
  let sent = 0;
  return {
    operations: commands,
    async run() {
      for (let index = 0; index < commands; index++) await bank.withdraw(sent++);
      if (bank.told() !== sent) throw new Error(`${sent} were sent, and ${bank.told()} told.`);
    },
  };
};
