import {
  checkModels,
  compareModels,
  landscapeOf,
  type EdgeDocument,
  type ElementDocument,
} from '@domainry/model';
import { expect, test } from '@jest/globals';
import { contextOf, edge, element, field } from '../documents.js';

/** A context of 1,000 elements: 100 aggregates, each with 4 commands, 4 events and a handler that is called for all. */
function large(): readonly [readonly ElementDocument[], readonly EdgeDocument[]] {
  const elements: ElementDocument[] = [];
  const edges: EdgeDocument[] = [];
  for (let at = 0; at < 100; at++) {
    const id = `Ordering.Order${at}`;
    const methods = ['open', 'close', 'send', 'pay'].map((name) => ({
      name,
      parameters: [],
      raises: [],
      throws: [],
      changes: ['status'],
    }));
    const fields = Array.from({ length: 8 }, (_, index) => field(`field${index}`));
    const handlers = methods.map(({ name }) => ({
      method: name,
      by: 'handle',
      message: `${id}${name}`,
      options: {},
    }));
    elements.push(element('aggregate', `Order${at}`, { aggregate: id, methods, fields }));
    elements.push(element('commandHandler', `Handler${at}`, { belongsTo: id, handlers }));
    for (const { name } of methods) {
      elements.push(element('command', `Order${at}${name}`, { belongsTo: id, fields }));
      elements.push(element('event', `Order${at}${name}Done`, { belongsTo: id, aggregate: id, fields }));
      edges.push(edge(`Ordering.Handler${at}`, 'handles', `${id}${name}`, { method: name }));
      edges.push(edge(`Ordering.Handler${at}`, 'invokes', id, { method: name, via: name }));
      edges.push(edge(id, 'raises', `${id}${name}Done`, { method: name }));
      edges.push(edge(id, 'references', `Ordering.Order${(at + 1) % 100}`, { method: name }));
    }
  }
  return [elements, edges];
}

test('A thousand elements are checked and compared in a moment', () => {
  const [elements, edges] = large();
  const document = contextOf('Ordering', elements, { edges });
  const before = process.cpuUsage();

  const findings = checkModels(landscapeOf([document]));
  const { changes } = compareModels(document, contextOf('Ordering', elements.slice(1), { edges }));
  const { user, system } = process.cpuUsage(before);

  expect(elements).toHaveLength(1000);
  expect(findings.length).toBeGreaterThan(100);
  expect(changes.length).toBeGreaterThan(0);
  // Of the processor, usually 100 ms.
  expect((user + system) / 1_000).toBeLessThan(3_000);
});
