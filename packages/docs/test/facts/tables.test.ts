import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  Aggregate,
  Domain,
  Entity,
  Projection,
  ValueObject,
  field,
  type Children,
  type ColumnCodec,
  type Defaulted,
  type JsonValue,
} from '@domainry/core';
import { landscapeOf, readModel } from '@domainry/model';
import { sqlite } from '@domainry/sqlite';
import { tablesOf } from '../../src/facts/tables.js';

const depot = new Domain('Depot');

@depot.valueObject
class Size extends ValueObject<Size> {
  @field.integer() readonly width?: number;
  @field.integer({ storedAs: 'tall' }) readonly height?: number;
}

@depot.valueObject
class Label extends ValueObject<Label> {
  @field.string({ required: true }) readonly text!: string;
  @field.valueObject(() => Size) readonly size?: Size;
}

@depot.entity('Pallet')
class Box extends Entity<Box> {
  @field.valueObject(() => Label, { required: true }) label!: Label;
  @field.list(field.string()) marks?: string[];
}

@depot.entity('Pallet')
class Lid extends Entity<Lid> {
  @field.string() colour?: string;
}

@depot.aggregate
class Pallet extends Aggregate<Pallet> {
  @field.valueObject(() => Size) size?: Size;
  @field.valueObject(() => Label, { required: true, storedAs: 'tag' }) label!: Label;
  @field.hasMany(() => Box) readonly boxes!: Children<Box>;
  @field.hasOne(() => Lid) lid?: Lid;
  @field.list(field.valueObject(() => Size)) sizes?: Size[];
  @field.json() note?: JsonValue;
  @field.boolean({ default: false }) full!: Defaulted<boolean>;
}

@depot.projection
class Shelf extends Projection<Shelf> {
  @field.identifier({ identifier: true, required: true }) readonly shelf!: string;
  @field.float() load?: number;
}

@depot.entity('Crate')
class Slot extends Entity<Slot> {
  @field.string() place?: string;
}

@depot.aggregate
class Crate extends Aggregate<Crate> {
  @field.string({ required: true }) owner!: string;
  @field.valueObject(() => Label) front?: Label;
  @field.valueObject(() => Label) back?: Label;
  @field.hasMany(() => Slot) readonly slots!: Children<Slot>;
}

const shouted: ColumnCodec<string, string> = {
  name: 'shouted',
  kind: 'text',
  toColumn: (text) => `!${text}`,
  fromColumn: (held) => held.slice(1),
};

@depot.databaseModel(Crate, {
  table: 'crates',
  columns: {
    owner: { name: 'owner_name', codec: shouted },
    front: { json: true },
    'back.text': { name: 'line' },
  },
})
class CrateTable {}

@depot.databaseModel(Slot, { table: 'crate_slots', columns: { place: { name: 'at' } } })
class SlotTable {}

@depot.aggregate({ eventSourced: true })
class Journal extends Aggregate<Journal> {
  @field.string() text?: string;
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tables-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A database of SQLite, as both drivers give it. */
interface Database {
  prepare(sql: string): { all(...values: readonly unknown[]): readonly Readonly<Record<string, unknown>>[] };
  close(): void;
}

function openFile(file: string): Database {
  const driver = createRequire(new URL('../../../sqlite/package.json', import.meta.url))(
    'better-sqlite3',
  ) as {
    new (file: string): Database;
  };
  return new driver(file);
}

test('The tables that pages tell of are those that SQLite has, column by column', async () => {
  const file = join(folder, 'depot.db');
  const landscape = landscapeOf([readModel(depot, { root: folder })]);
  const running = depot.fork();
  await running.init({ databases: { default: sqlite(file) } });
  await running.close();
  const database = openFile(file);
  const columnsOf = (table: string): readonly string[] =>
    database
      .prepare('select name from pragma_table_info(?)')
      .all(table)
      .map(({ name }) => String(name));

  const tables = landscape.elements.flatMap((element) => tablesOf(landscape, element));

  expect(tables.map(({ of }) => of)).toEqual([
    'Crate',
    'Crate.slots',
    'Pallet',
    'Pallet.boxes',
    'Pallet.lid',
    'Shelf',
  ]);
  for (const { name, columns } of tables) {
    const told = columns.map((column) => column.name);
    const own = columnsOf(name).filter((column) => !told.includes(column));
    expect(told.filter((column) => !columnsOf(name).includes(column))).toEqual([]);
    // What the store keeps for itself begins with an underscore.
    expect(own.filter((column) => !column.startsWith('_'))).toEqual([]);
  }
  expect(tables.slice(0, 2).map(({ name, columns }) => [name, columns.map((column) => column.name)])).toEqual(
    [
      ['crates', expect.arrayContaining(['owner_name', 'front', 'back_line'])],
      ['crate_slots', expect.arrayContaining(['at'])],
    ],
  );
  expect(tables[0]!.columns.find(({ of }) => of === 'owner')?.codec).toBe('shouted');
  database.close();
});

void [Box, CrateTable, SlotTable, Lid, Pallet, Shelf, Journal, Label, Size];
