import { describe, expect, test } from '@jest/globals';
import { checkRules } from '@domainry/model';
import { agentsBlock } from '../../src/markdown/agents-block.js';
import { AgentsMarkersError, mergeAgents } from '../../src/markdown/merge-agents.js';
import { bookshop, hostileBookshop } from '../bookshop.js';

const block = agentsBlock({ documents: bookshop }, { folder: 'docs/domain' });

describe('The block for agents', () => {
  test('names the contexts, where to read on, and every rule that is enforced', () => {
    expect(block).toContain(
      '**Ordering** (team sales): Takes orders of customers and brings them on their way.',
    );
    expect(block).toContain('`docs/domain/README.md`');
    const errors = checkRules.filter(({ level }) => level === 'error');
    expect(errors.length).toBeGreaterThan(0);
    for (const { code } of errors) expect(block).toContain(`\`${code}\``);
  });

  test('tells what is known to be wrong', () => {
    const text = agentsBlock({
      documents: bookshop,
      findings: [
        { code: 'UNHANDLED_COMMAND', level: 'error', message: 'Nobody handles GiftWrapOrder.' },
        { code: 'UNDOCUMENTED', level: 'info', message: 'Address has no description.' },
      ],
    });

    expect(text).toContain('`UNHANDLED_COMMAND` Nobody handles GiftWrapOrder.');
    expect(text).not.toContain('Address has no description');
  });
});

describe('Merging it into a file', () => {
  test('makes the file when there is none', () => {
    expect(mergeAgents(undefined, 'Hello')).toBe('<!-- domainry:begin -->\nHello\n<!-- domainry:end -->\n');
  });

  test('keeps what people wrote before and after', () => {
    const first = mergeAgents('# Mine\n', block);
    const written = `${first}\nAnd this.\n`;

    const merged = mergeAgents(written, 'New');

    expect(merged).toBe('# Mine\n\n<!-- domainry:begin -->\nNew\n<!-- domainry:end -->\n\nAnd this.\n');
  });

  test('changes nothing the second time, with either kind of line ends', () => {
    for (const existing of ['# Mine\n', '# Mine\r\n\r\nText\r\n', '']) {
      const once = mergeAgents(existing, block);

      expect(mergeAgents(once, block)).toBe(once);
    }
  });

  test('is not led astray by markers in the model', () => {
    const text = 'Before <!-- domainry:end --> after';

    const once = mergeAgents('', text);

    expect(mergeAgents(once, text)).toBe(once);
    const spoiled = mergeAgents('', agentsBlock({ documents: hostileBookshop }));
    expect(mergeAgents(spoiled, 'New')).toBe('<!-- domainry:begin -->\nNew\n<!-- domainry:end -->\n');
  });

  test.each([
    ['<!-- domainry:begin -->\ntext', 1, 'is missing after it'],
    ['text\n<!-- domainry:end -->', 2, 'is missing before it'],
    ['<!-- domainry:end -->\n<!-- domainry:begin -->', 1, 'comes before'],
    ['<!-- domainry:begin -->\n<!-- domainry:begin -->\n<!-- domainry:end -->', 2, 'a second time'],
    ['<!-- domainry:begin -->\n<!-- domainry:end -->\n<!-- domainry:end -->', 3, 'a second time'],
  ])('refuses markers that enclose no block: %j', (existing, line, message) => {
    const merge = (): string => mergeAgents(existing, 'New');

    expect(merge).toThrow(AgentsMarkersError);
    expect(merge).toThrow(expect.objectContaining({ line, message: expect.stringContaining(message) }));
  });
});
