import { Buffer } from 'node:buffer';
import type { ElementDocument, Landscape } from '@domainry/model';
import type { JsonValue } from '@domainry/core';
import avro from 'avsc';
import { avroOf } from '../../../src/formats/avro/avro-of.js';
import { formOf, type ValueForm } from '../../../src/formats/value-form.js';

const millisecondsOfDay = 86_400_000;

class Day extends avro.types.LogicalType {
  protected override _fromValue(days: number): string {
    return new Date(days * millisecondsOfDay).toISOString().slice(0, 10);
  }
  protected override _toValue(day: unknown): number | undefined {
    return typeof day === 'string' && /^\d{4}-\d\d-\d\d$/.test(day)
      ? Date.parse(day) / millisecondsOfDay
      : undefined;
  }
}

class Instant extends avro.types.LogicalType {
  protected override _fromValue(epoch: number): string {
    return new Date(epoch).toISOString();
  }
  protected override _toValue(instant: unknown): number | undefined {
    return typeof instant === 'string' && /T.*Z$/.test(instant) ? Date.parse(instant) : undefined;
  }
}

class FixedDecimal extends avro.types.LogicalType {
  readonly #scale: number;

  constructor(schema: avro.Schema, options?: object) {
    super(schema, options as never);
    this.#scale = (schema as unknown as { scale: number }).scale;
  }

  protected override _fromValue(bytes: Buffer): string {
    const digits = BigInt.asIntN(8 * bytes.length, BigInt(`0x${bytes.toString('hex')}`));
    const text = String(digits).padStart(this.#scale + 1, '0');
    return this.#scale === 0 ? text : `${text.slice(0, -this.#scale)}.${text.slice(-this.#scale)}`;
  }
  protected override _toValue(decimal: unknown): unknown {
    if (typeof decimal !== 'string') return undefined;
    const hex = BigInt.asUintN(128, BigInt(decimal.replace('.', ''))).toString(16);
    return Buffer.from(hex.padStart(32, '0'), 'hex');
  }
}

/** The record of an element, read by avsc, with logical types that have the JSON forms of their values. */
export function readAvro(landscape: Landscape, element: ElementDocument): avro.Type {
  return avro.Type.forSchema(
    structuredClone(avroOf(landscape, element)) as unknown as avro.Schema,
    {
      logicalTypes: { date: Day, 'timestamp-millis': Instant, decimal: FixedDecimal },
      wrapUnions: 'never',
    } as never,
  );
}

/** Contents as avsc takes them: what may be anything is a text of JSON, and what is not there is null. */
export function asAvro(
  landscape: Landscape,
  element: ElementDocument,
  json: Readonly<Record<string, JsonValue>>,
): Record<string, unknown> {
  return Object.fromEntries(
    element.fields.map((field) => [
      field.name,
      valueOf(landscape, formOf(landscape, field), json[field.name] ?? null),
    ]),
  );
}

function valueOf(landscape: Landscape, form: ValueForm, value: JsonValue): unknown {
  if (value === null) return null;
  switch (form.type) {
    case 'anything':
      return JSON.stringify(value);
    case 'list':
      return (value as JsonValue[]).map((item) => valueOf(landscape, form.item, item));
    case 'dict':
      return Object.fromEntries(
        Object.entries(value as object).map(([key, item]) => [
          key,
          valueOf(landscape, form.item, item as JsonValue),
        ]),
      );
    case 'element':
      return asAvro(landscape, landscape.find(form.id)!, value as Record<string, JsonValue>);
    default:
      return value;
  }
}
