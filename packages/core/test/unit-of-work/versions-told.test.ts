import { expect, test } from '@jest/globals';
import { Command, Domain, Event, Aggregate, handle, type HandlerContext } from '@domainry/core';
import { newGate, newLog } from '../dispatch/bank.js';

test('events have the versions under which they are stored, whoever wrote to their stream meanwhile', async () => {
  const notes = new Domain('Notes');
  const gate = newGate();
  const written = newGate();
  @notes.event({ tags: () => ['all'] })
  class Noted extends Event<Noted> {}
  @notes.aggregate
  class Note extends Aggregate<Note> {}
  @notes.command(Note)
  class Write extends Command<Write> {}
  @notes.commandHandler(Note)
  class Writers {
    @handle(Write)
    async write(_: Write, _context: HandlerContext): Promise<void> {
      await notes.events.append([new Noted(), new Noted()]);
      written.open();
      await gate.opened;
    }
  }
  await notes.init({ logger: newLog() });

  const slow = notes.processWithReport(new Write());
  await written.opened;
  await notes.events.append(new Noted());
  gate.open();

  expect((await slow).events).toMatchObject([
    { version: 1, position: 2 },
    { version: 2, position: 3 },
  ]);
  expect(Writers).toBeDefined();
});
