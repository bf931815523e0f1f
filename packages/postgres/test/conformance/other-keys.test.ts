import { newPrefix, newSchema, url } from '../server.js';
import { registerOnServer } from './register-on-server.js';

// Each of both once: the tables of tenants are those of the others.
registerOnServer(
  {
    name: 'postgres, keys of type string',
    keys: 'string',
    place: async () => ({ connectionString: url, schema: newSchema() }),
  },
  false,
);
registerOnServer(
  {
    name: 'postgres, keys of type integer, a schema for each tenant',
    keys: 'integer',
    place: async () => ({ connectionString: url, schema: newPrefix(), tenants: 'schemas' }),
  },
  true,
);
