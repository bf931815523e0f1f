import { sharedStreamsView, streamsView } from './event-tables.js';
import { scopeOfTenant } from './placement.js';
import { tenantFunction, tenantsTable } from './tenant-function.js';

/**
 * The script that makes the framework's tables and functions, for tables that all tenants share. So whatever the framework keeps
 * is kept of one of them: every table gets the column of the tenant, first in every key and index, and a policy.
 *
 * @param script - that makes those of one tenant.
 */
export function sharedScript(script: string): string {
  const functions = changes.reduce((text, [what, into]) => {
    if (!text.includes(what)) throw new Error(`The script has no ${what}`);
    return text.replaceAll(what, () => into);
  }, script);
  return [tenantFunction, functions, sharing, sharedStreamsView, tenantsTable].join('\n');
}

/** Only where all that is kept of a tenant goes, see `tenants/remove-tenant.ts`. */
const removing = `IF TG_OP = 'DELETE' AND current_setting('domainry.removing', true) = old._tenant THEN RETURN old; END IF;
  RAISE EXCEPTION 'events are never removed';`;

const changes: readonly (readonly [string, string])[] = [
  [streamsView, ''],
  ['ON CONFLICT (', 'ON CONFLICT (_tenant, '],
  ['current_schema()', scopeOfTenant],
  ["RAISE EXCEPTION 'events are never removed';", removing],
  // No call is a transaction of its own, as each has to say whom it is for: the head is never held for long nevertheless.
  ['IF NOT is_alone THEN PERFORM set_config(', 'IF true THEN PERFORM set_config('],
  [
    'RETURN domainry_place();',
    `PERFORM set_config('idle_in_transaction_session_timeout', '2s', true); RETURN domainry_place();`,
  ],
];

/** A default that is added with its column would be asked for at once. */
const sharing = `
DELETE FROM domainry_head;
DO $$
DECLARE
  shared record;
  index record;
BEGIN
  FOR shared IN
    SELECT c.oid, c.relname AS name FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname LIKE 'domainry\\_%'
      AND c.relname NOT IN ('domainry_schema', 'domainry_models', 'domainry_migrations')
  LOOP
    EXECUTE format('ALTER TABLE %I ADD COLUMN _tenant text COLLATE "C" NOT NULL', shared.name);
    EXECUTE format('ALTER TABLE %I ALTER COLUMN _tenant SET DEFAULT domainry_tenant()', shared.name);
    FOR index IN
      SELECT x.relname AS name, pg_get_indexdef(x.oid) AS definition, pg_get_constraintdef(k.oid) AS key
      FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid LEFT JOIN pg_constraint k ON k.conindid = x.oid
      WHERE i.indrelid = shared.oid
    LOOP
      IF index.key IS NULL THEN
        EXECUTE format('DROP INDEX %I', index.name);
        EXECUTE regexp_replace(index.definition, 'USING btree \\(', 'USING btree (_tenant, ');
      ELSE
        EXECUTE format('ALTER TABLE %I DROP CONSTRAINT %I', shared.name, index.name);
        EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I %s', shared.name, index.name,
          regexp_replace(index.key, '\\(', '(_tenant, '));
      END IF;
    END LOOP;
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', shared.name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', shared.name);
    EXECUTE format('CREATE POLICY domainry_tenant ON %I USING (_tenant = (SELECT domainry_tenant())) '
      'WITH CHECK (_tenant = (SELECT domainry_tenant()))', shared.name);
  END LOOP;
END $$;
`;
