import { expect, test } from '@jest/globals';
import { Aggregate, Domain, field } from '@domainry/core';
import { sqlite } from '../src/index.js';
import { newFile } from './files.js';

const desk = new Domain('Desk');

@desk.aggregate({
  storedAs: 'open $1 and "closed"?',
  unique: [{ fields: ['owner'], where: { kind: 'now?', open: true } }],
})
class Ticket extends Aggregate<Ticket> {
  @field.identifier({ identifier: true, required: true }) readonly ticketId!: string;
  @field.string({ required: true }) owner!: string;
  @field.string({ required: true, storedAs: 'kind?' }) kind!: string;
  @field.boolean({ required: true, storedAs: 'open? $2' }) open!: boolean;
}

test('Names of tables and columns may have in them what stands for a value elsewhere', async () => {
  await desk.init({ databases: { default: sqlite(newFile()) } });
  const tickets = desk.repositoryFor(Ticket);
  const ticket = (ticketId: string, kind: string, open: boolean): Ticket =>
    new Ticket({ ticketId, owner: 'Ada', kind, open });

  await tickets.add(ticket('a', 'now?', true));
  await tickets.add(ticket('b', 'now?', false));
  await tickets.add(ticket('c', 'later', true));

  await expect(tickets.add(ticket('d', 'now?', true))).rejects.toMatchObject({
    violations: [{ path: ['owner'], code: 'unique' }],
  });
  expect(await tickets.query.where({ open: true }).count()).toBe(2);
  await desk.close();
});
