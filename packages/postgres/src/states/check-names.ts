import type { WantedSchema } from '@domainry/sql';

/** Bytes of a name at most. PostgreSQL cuts what is longer without an error, and takes two long names for one. */
const longest = 63;

/** @throws RangeError when a table, column or index has a name that PostgreSQL cannot keep. */
export function checkNames({ tables }: WantedSchema): void {
  for (const { name: table, of, columns, indexes } of tables) {
    check(`The table of ${of}`, table, 'storedAs');
    for (const column of columns) {
      check(`The column of ${of}.${column.of}`, column.name, 'storedAs');
      if (column.choices !== undefined)
        check(`What keeps the choices of ${of}.${column.of}`, column.choices.check, 'storedAs');
    }
    for (const index of Object.keys(indexes)) check(`An index of ${of}`, index, 'a name for its rule');
  }
}

function check(what: string, name: string, remedy: string): void {
  const bytes = Buffer.byteLength(name);
  if (bytes <= longest) return;
  throw new RangeError(
    `${what} is called ${name}, which has ${bytes} bytes, and PostgreSQL keeps ${longest}. Give a shorter one by ${remedy}.`,
  );
}
