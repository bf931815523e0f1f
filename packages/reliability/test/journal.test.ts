import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Task } from '../src/application/orders.js';
import { Journal } from '../src/driver/journal.js';

const task: Task = { act: 'balance', account: 'a' };
let folder: string;
let journal: Journal;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'domainry-journal-'));
  journal = new Journal(join(folder, 'journal.jsonl'));
});
afterEach(() => {
  journal.close();
  rmSync(folder, { recursive: true, force: true });
});

test('What was sent is unknown until it is answered', () => {
  journal.sent({ key: 'r1', task });
  expect([...journal.unknown.keys()]).toEqual(['r1']);
  journal.answered('r1', 5);
  expect(journal.unknown.size).toBe(0);
  expect(journal.acknowledged.get('r1')).toBe(5);
});

test('Another answer to the same command is noticed', () => {
  journal.answered('r1', 5);
  journal.answered('r1', 5);
  expect(journal.unequal).toEqual([]);
  journal.answered('r1', 6);
  expect(journal.unequal).toEqual(['r1']);
});

test('A refusal says nothing of an earlier time that was not heard of', () => {
  journal.sent({ key: 'r1', task });
  journal.unheard('r1');
  journal.wasRefused('r1', 'VERSION_CONFLICT');
  expect(journal.refused.size).toBe(0);
  expect([...journal.unknown.keys()]).toEqual(['r1']);
  journal.sent({ key: 'r2', task });
  journal.wasRefused('r2', 'VERSION_CONFLICT');
  expect([...journal.refused.keys()]).toEqual(['r2']);
});

test('Everything is in the file before anything else happens', () => {
  journal.sent({ key: 'r1', task });
  journal.answered('r1', 5);
  const lines = readFileSync(join(folder, 'journal.jsonl'), 'utf8').trim().split('\n');
  expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
    { sent: 'r1', task },
    { answered: 'r1', result: 5 },
  ]);
});
