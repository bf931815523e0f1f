import type { SqlValue } from '@domainry/sql';
import { Query, type QueryConfig } from 'pg';
import { textAsItIs, textResults } from './results.js';

/** What the driver tells of a column. */
interface Column {
  readonly dataTypeID: number;
}

/**
 * A query whose rows are the lists of texts that the driver takes from the wire, kept as they are: only values that PostgreSQL
 * writes in words of its own are put into ours. Each row is one list less, and each text one call less, than by way of the driver.
 */
export class ListQuery extends Query {
  readonly #rows: SqlValue[][] = [];
  /** Columns whose values are not kept as they are. */
  #parsed: readonly { readonly at: number; readonly parse: (text: string) => SqlValue }[] = [];

  constructor(
    config: QueryConfig,
    resolve: (rows: readonly (readonly SqlValue[])[]) => void,
    reject: (error: Error) => void,
  ) {
    super(config);
    this.on('end', () => resolve(this.#rows));
    this.on('error', reject);
  }

  /** Called by the driver before the first row. */
  handleRowDescription({ fields }: { readonly fields: readonly Column[] }): void {
    this.#parsed = fields.flatMap(({ dataTypeID }, at) => {
      const parse = textResults.getTypeParser(dataTypeID, 'text') as (text: string) => SqlValue;
      return parse === textAsItIs ? [] : [{ at, parse }];
    });
  }

  /** Called by the driver with each row; the list is nobody else's. */
  handleDataRow({ fields }: { readonly fields: SqlValue[] }): void {
    for (const { at, parse } of this.#parsed) {
      const text = fields[at] as string | null;
      if (text !== null) fields[at] = parse(text);
    }
    this.#rows.push(fields);
  }
}
