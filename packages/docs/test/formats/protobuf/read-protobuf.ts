import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { JsonValue } from '@domainry/core';
import protobuf from 'protobufjs';
import type { FormatFiles } from '../../../src/formats/format.js';

/** The types of all files, read by protobufjs as a consumer would: from a folder. */
export function readProtobuf(files: FormatFiles): protobuf.Root {
  const folder = mkdtempSync(join(tmpdir(), 'domainry-protobuf-'));
  const paths = [...files.keys()].filter((path) => path.endsWith('.proto'));
  for (const path of paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), files.get(path)!);
  }
  const root = new protobuf.Root();
  root.resolvePath = (_origin, target) => (target.startsWith('google/') ? target : join(folder, target));
  if (paths.length > 0) root.loadSync([...paths]);
  root.resolveAll();
  rmSync(folder, { recursive: true });
  return root;
}

/** Contents as protobufjs takes them. */
export function asProtobuf(
  type: protobuf.Type,
  json: Readonly<Record<string, JsonValue>>,
): Record<string, unknown> {
  const present = type.fieldsArray.filter((field) => (json[jsonName(field)] ?? null) !== null);
  return Object.fromEntries(present.map((field) => [field.name, contentOf(field, json[jsonName(field)]!)]));
}

function jsonName(field: protobuf.Field): string {
  return (field.options?.['json_name'] as string | undefined) ?? field.name;
}

function contentOf(field: protobuf.Field, value: JsonValue): unknown {
  const one = (item: JsonValue): unknown => valueOf(field.resolvedType, item);
  if (field.map)
    return Object.fromEntries(
      Object.entries(value as object).map(([key, item]) => [key, one(item as JsonValue)]),
    );
  return field.repeated ? (value as JsonValue[]).map(one) : one(value);
}

function valueOf(type: protobuf.Type | protobuf.Enum | null, value: JsonValue): unknown {
  if (type === null) return value;
  if (type instanceof protobuf.Enum) return symbolOf(type, String(value as string));
  if (type.fullName === '.google.protobuf.Timestamp') {
    const milliseconds = Date.parse(value as string);
    return { seconds: Math.floor(milliseconds / 1000), nanos: (milliseconds % 1000) * 1_000_000 };
  }
  if (type.fullName === '.google.protobuf.Value') return { stringValue: JSON.stringify(value) };
  // What only holds items is a list inside of a list.
  if (Array.isArray(value)) return { items: value };
  return asProtobuf(type, value as Record<string, JsonValue>);
}

/** The symbol whose comment is the value. */
function symbolOf(type: protobuf.Enum, value: string): string {
  const words = value.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_');
  const symbol = Object.keys(type.values).find((name) => name.endsWith(`_${words}`));
  if (symbol === undefined) throw new Error(`${type.fullName} has no ${value}`);
  return symbol;
}
