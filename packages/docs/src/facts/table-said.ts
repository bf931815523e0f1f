import type { ElementDocument, Landscape } from '@domainry/model';

/** What database models say of columns, by path of the field in its table. */
export type SaidOfColumns = Readonly<
  Record<
    string,
    | { readonly name?: string; readonly json?: boolean; readonly codec?: { readonly name: string } }
    | undefined
  >
>;

/** What database models say of the table of an element in a database; what is said for it comes before what is said for all. */
export function tableSaidOf(
  landscape: Landscape,
  element: ElementDocument,
  database: string,
): { readonly table: string | undefined; readonly columns: SaidOfColumns } {
  const models = landscape.elements
    .filter(({ kind, belongsTo }) => kind === 'databaseModel' && belongsTo === element.id)
    .map(({ options }) => options as Said);
  const own = models.find((model) => model.database === database);
  const general = models.find((model) => model.database === undefined);
  return { table: own?.table ?? general?.table, columns: { ...general?.columns, ...own?.columns } };
}

interface Said {
  readonly database?: string;
  readonly table?: string;
  readonly columns?: SaidOfColumns;
}
