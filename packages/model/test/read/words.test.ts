// oxlint-disable jsdoc/check-tag-names -- tags of our own are what is read here
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { Aggregate, Command, Domain, Event, field, type Defaulted } from '@domainry/core';
import { ModelDocumentError, readModel } from '@domainry/model';

const root = fileURLToPath(new URL('../', import.meta.url));
const words = new Domain('Words');

/**
 * Holds money of a customer.
 *
 * @see adr:7
 * @term Change what is given back
 */
@words.aggregate({ description: 'Where money is kept.' })
class Purse extends Aggregate<Purse> {
  /** May go below zero down to the overdraft limit. */
  @field.float({ default: 0 }) balance!: Defaulted<number>;

  /** Up to the credit line. See `adr-12`. */
  take() {}

  /**
   * Puts money in.
   *
   * @see ADR-0012
   * @term Coin a small piece of metal
   * @suppress SOMETHING it is fine
   */
  put() {}
}

/** The purse in order to be emptied; {@link Purse} it is. */
@words.event(Purse)
class Emptied extends Event<Emptied> {}

/** Asks the branch. */
@words.command(Purse)
class Empty extends Command<Empty> {}

const model = readModel(words, {
  root,
  glossary: 'fixtures/words/bank.glossary.yml',
  decisions: 'fixtures/words/decisions',
  commit: '4f2d1c0',
});
const termOf = (name: string) => model.glossary.find((term) => term.name === name);

describe('a file of terms', () => {
  test('adds words, with who uses them by name or alias', () => {
    expect(termOf('Overdraft limit')).toEqual({
      name: 'Overdraft limit',
      definition: 'What an account may owe.',
      aliases: ['Credit line'],
      examples: ['An overdraft limit of 100 lets a balance of 50 go to -50.'],
      usedBy: ['Words.Purse'],
      from: 'file',
    });
    expect(termOf('Branch')).toMatchObject({ usedBy: ['Words.Empty'] });
    expect(termOf('Customer')).toMatchObject({ usedBy: ['Words.Purse'] });
  });

  test('adds to what the code says of the same word', () => {
    expect(termOf('Purse')).toMatchObject({
      definition: 'Where money is kept.',
      aliases: ['Wallet'],
      element: 'Words.Purse',
      usedBy: ['Words.Emptied'],
      from: 'element',
    });
  });

  test('says nothing of other contexts', () => {
    expect(termOf('Foreign')).toBeUndefined();
  });

  test('stands beside the terms that comments of classes and methods define', () => {
    expect(termOf('Change')).toMatchObject({ definition: 'what is given back', usedBy: ['Words.Purse'] });
    expect(termOf('Coin')).toMatchObject({ from: 'comment' });
    expect(model.elements.find(({ id }) => id === 'Words.Purse')?.suppressions).toEqual([
      { code: 'SOMETHING', reason: 'it is fine', member: 'put' },
    ]);
  });

  test('that is none is refused with what is wrong', () => {
    const folder = mkdtempSync(join(tmpdir(), 'terms-'));
    const causeOf = (text: string): string => {
      writeFileSync(join(folder, 'x.yml'), text);
      try {
        readModel(words, { root: folder, glossary: 'x.yml' });
        return 'It was read.';
      } catch (error) {
        if (error instanceof ModelDocumentError) return `${error.code} ${error.message}`;
        throw error;
      }
    };

    expect(causeOf('terms: [ {')).toMatch(/^GLOSSARY_INVALID x\.yml: it is neither YAML nor JSON: /);
    expect(causeOf('- a')).toContain('x.yml: the file is not a map.');
    expect(causeOf('terms: 3')).toContain('terms is not a list.');
    expect(causeOf('terms: [{ definition: x }]')).toContain('the name of a term is not a text.');
    expect(causeOf('terms: [{ name: A, aliases: B }]')).toContain('the aliases of A is not a list.');
    expect(causeOf('{"terms":[{"name":"A"}]}')).toBe('It was read.');
    expect(causeOf('')).toBe('It was read.');
    expect(() => readModel(words, { root: folder, glossary: 'gone.yml' })).toThrow('there is no such file');
    rmSync(folder, { recursive: true });
  });
});

test('decision records are read with what refers to them', () => {
  expect(model.decisions).toEqual([
    {
      id: '7',
      title: 'Purses are small',
      status: 'accepted',
      date: '2026-02-03',
      file: 'fixtures/words/decisions/0007-purses-are-small.md',
      text: 'Status: accepted\n\nDate: 2026-02-03\n\n## Context\n\nThey were heavy.',
      elements: ['Words.Purse'],
    },
    {
      id: '12',
      title: 'Limits of overdraft',
      status: 'Superseded by 13',
      file: 'fixtures/words/decisions/12-limits.md',
      text: '## Status\n\nSuperseded by 13\n\nText with `code`.',
      elements: ['Words.Purse'],
    },
  ]);
  expect(readModel(words, { root, decisions: 'nowhere' }).decisions).toEqual([]);
});

test('the commit is told, and is no part of the content', () => {
  expect(model.provenance).toMatchObject({
    commit: '4f2d1c0',
    generator: expect.stringMatching(/^@domainry\/model \d/),
  });
  expect(readModel(words, { root }).checksum).toBe(readModel(words, { root, commit: 'x' }).checksum);
});
