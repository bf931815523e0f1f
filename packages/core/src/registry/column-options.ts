import { checkColumnCodec, type AnyColumnCodec, type ColumnCodec } from '../fields/column-codec.js';
import { isPlainObject } from '../fields/plain-object.js';

/** How one field lies in a table; `Value` is what JSON has for its values, and nothing is known of them when absent. */
export interface ColumnOptions<Value = never> {
  /** Name of the column; of a value object in columns of its own, what their names begin with. */
  readonly name?: string;
  /** Type of the column in SQL, for all databases or for each: `varchar(80)`, `{ postgres: 'uuid' }`. */
  readonly type?: string | ColumnTypes;
  readonly codec?: [Value] extends [never] ? AnyColumnCodec : ColumnCodec<Value>;
  /** Keeps a value object as JSON in one column, and not in columns of its own. */
  readonly json?: true;
}

/** Types of a column in the words of each database. */
export interface ColumnTypes {
  readonly sqlite?: string;
  readonly postgres?: string;
}

/** The option `columns`, as far as it is well-formed; what is not, is reported when the class is registered. */
export function columnOptionsOf(
  options: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, ColumnOptions> {
  const given = options['columns'];
  return new Map(
    given === undefined || checkColumns(given) !== undefined
      ? []
      : Object.entries(given as Readonly<Record<string, ColumnOptions>>),
  );
}

/** What was expected of the option `columns`; undefined when it is fine. */
export function checkColumns(given: unknown): string | undefined {
  if (!isPlainObject(given)) return expected;
  for (const options of Object.values(given)) {
    if (!isPlainObject(options)) return expected;
    const { name, type, codec, json, ...rest } = options;
    if (Object.keys(rest).length > 0 || (json !== undefined && json !== true)) return expected;
    if (name !== undefined && !isColumnName(name))
      return "{ field: { name: '…' } }, where a name begins with a letter, and has letters, digits and underscores";
    if (type !== undefined && !isTypes(type)) return expected;
    const wrongCodec = codec === undefined ? undefined : checkColumnCodec(codec);
    if (wrongCodec !== undefined) return `{ field: { codec } } with ${wrongCodec}`;
  }
  return undefined;
}

const expected =
  "an object of columns by field: { owner: { name: 'owner_name', type: { postgres: 'varchar(80)' } }, address: { json: true } }";

/** What begins otherwise is what the stores need beside the fields. */
function isColumnName(given: unknown): boolean {
  return typeof given === 'string' && /^\p{L}[\p{L}\p{N}_]*$/u.test(given) && !given.includes('__');
}

function isTypes(given: unknown): boolean {
  if (!isPlainObject(given)) return isType(given);
  const { sqlite, postgres, ...rest } = given;
  return (
    [sqlite, postgres].every((type) => type === undefined || isType(type)) && Object.keys(rest).length === 0
  );
}

/** Words, and numbers in parentheses: `numeric(12, 2)`. A type is written into statements as it is. */
function isType(given: unknown): boolean {
  return (
    typeof given === 'string' && /^[a-z]\w*(?: [a-z]\w*)*(?:\(\d+(?:, ?\d+)?\))?(?: [a-z]\w*)*$/i.test(given)
  );
}
