/**
 * Whom a transaction is for. Where nobody has said it, that is an error, DR002: neither everything nor nothing is meant then. A
 * setting of a transaction that has ended is an empty text.
 */
export const tenantFunction = `
CREATE FUNCTION domainry_tenant() RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
  tenant text := current_setting('domainry.tenant', true);
BEGIN
  IF tenant IS NULL OR tenant = '' THEN
    RAISE EXCEPTION 'no tenant is named'
      USING ERRCODE = 'DR002', HINT = 'Begin a transaction, and name one: SET LOCAL domainry.tenant = ''acme''.';
  END IF;
  RETURN tenant;
END $$;
`;

/** The tenants that there are. Each transaction sees its own; to see all, it has to say so. */
export const tenantsTable = `
CREATE TABLE domainry_tenants (
  _tenant text COLLATE "C" PRIMARY KEY DEFAULT domainry_tenant()
);
ALTER TABLE domainry_tenants ENABLE ROW LEVEL SECURITY;
ALTER TABLE domainry_tenants FORCE ROW LEVEL SECURITY;
CREATE POLICY domainry_tenant ON domainry_tenants
  USING (_tenant = current_setting('domainry.tenant', true)) WITH CHECK (_tenant = current_setting('domainry.tenant', true));
CREATE POLICY domainry_reader ON domainry_tenants FOR SELECT
  USING (current_setting('domainry.reader', true) = 'all tenants');
`;
