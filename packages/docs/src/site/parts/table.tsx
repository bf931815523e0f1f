import type { ComponentChildren, VNode } from 'preact';
import { usePage } from '../current-page.js';

/** One row of a table. */
export interface TableRow {
  readonly key: string;
  /** Anchor of the row. */
  readonly id?: string;
  /** One for each column. */
  readonly cells: readonly ComponentChildren[];
  /** What the row is found by, when the table can be filtered. */
  readonly words?: string;
  readonly class?: string;
}

/** A table that becomes a list of cards where there is no room. Columns in which nothing stands are left out. Its rows can be filtered and sorted where scripts run. */
export function Table(props: {
  /** What it lists, for those who do not see it. */
  label: string;
  columns: readonly string[];
  rows: readonly TableRow[];
  class?: string;
  filtered?: boolean;
}): VNode {
  const { columns, rows } = withoutEmptyColumns(props);
  return (
    // Roles are repeated because what is laid out as cards is no table any more for assistive technology.
    <table
      role="table"
      aria-label={props.label}
      class={`table ${props.class ?? ''}`}
      {...(props.filtered === true ? { 'data-filtered': '' } : {})}
    >
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column} role="columnheader" scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <Row key={row.key} row={row} columns={columns} />
        ))}
      </tbody>
    </table>
  );
}

function withoutEmptyColumns(table: {
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
}): typeof table {
  const isKept = table.columns.map((_, at) => table.rows.some(({ cells }) => !isEmpty(cells[at])));
  return {
    columns: table.columns.filter((_, at) => isKept[at]),
    rows: table.rows.map((row) => ({ ...row, cells: row.cells.filter((_, at) => isKept[at]) })),
  };
}

function Row({ row, columns }: { row: TableRow; columns: readonly string[] }): VNode {
  const { anchor } = usePage();
  return (
    <tr
      role="row"
      {...(row.id === undefined ? {} : { id: anchor(row.id) })}
      {...(row.class === undefined ? {} : { class: row.class })}
      {...(row.words === undefined ? {} : { 'data-words': row.words.toLowerCase() })}
    >
      {row.cells.map((cell, index) => (
        <td key={columns[index]} role="cell" data-label={columns[index]} class={isEmpty(cell) ? 'empty' : ''}>
          {cell}
        </td>
      ))}
    </tr>
  );
}

function isEmpty(cell: ComponentChildren): boolean {
  return cell === undefined || cell === null || cell === '' || (Array.isArray(cell) && cell.every(isEmpty));
}
