/** What statements of the framework have other than elsewhere, where all tenants share the tables. */
export interface Placement {
  /** What stands before the keys of locks, as SQL. */
  readonly ofLocks: string;
}

/** Tables of one tenant, or of a domain without any. */
export const apart: Placement = { ofLocks: "current_schema() || ' '" };

/** Whose the locks of functions are in common tables, where elsewhere it is the schema. */
export const scopeOfTenant = "concat_ws(' ', current_schema(), domainry_tenant())";

/** Tables of all tenants. */
export const shared: Placement = { ofLocks: `${scopeOfTenant} || ' '` };
