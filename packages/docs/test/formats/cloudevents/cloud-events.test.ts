/** @needs-code-generation ajv compiles schemas into code */
import { expect, test } from '@jest/globals';
import { CloudEvent } from 'cloudevents';
import { cloudEventExample, cloudEventSchema } from '../../../src/formats/cloudevents/cloud-event.js';
import { writeCloudEvents } from '../../../src/formats/cloudevents/write-cloud-events.js';
import { messagesOf } from '../../../src/formats/names/element-names.js';
import { compileSchema } from '../json-schema/validator.js';
import { landscapes } from '../landscapes.js';

test.each(landscapes)('examples of %s are CloudEvents, and satisfy their schemas', (_what, landscape) => {
  for (const event of messagesOf(landscape).filter(({ kind }) => kind === 'event')) {
    const example = cloudEventExample(landscape, event);
    const validate = compileSchema(cloudEventSchema(landscape, event), '2020-12');

    expect([validate(example), validate.errors]).toEqual([true, null]);
    expect(new CloudEvent(example as unknown as CloudEvent<unknown>).validate()).toBe(true);
  }
});

test('a CloudEvent of another type, or with wrong data, fails the schema', () => {
  const landscape = landscapes[0]![1];
  const event = landscape.find('Ordering.OrderPlaced')!;
  const example = cloudEventExample(landscape, event);
  const validate = compileSchema(cloudEventSchema(landscape, event), '2020-12');

  expect(validate({ ...example, type: 'Ordering.OrderPlaced.v1' })).toBe(false);
  expect(validate({ ...example, data: { ...(example['data'] as object), orderId: 7 } })).toBe(false);
});

test('only what is published is written', () => {
  expect([...writeCloudEvents(landscapes[1]![1]).keys()]).toEqual([
    'Atlas/events/Surveyed.v2.schema.json',
    'Atlas/events/Surveyed.v2.example.json',
  ]);
});
