import { newPrefix, url } from '../server.js';
import { registerOnServer } from './register-on-server.js';

registerOnServer(
  {
    name: 'postgres, a schema for each tenant',
    place: async () => ({ connectionString: url, schema: newPrefix(), tenants: 'schemas' }),
  },
  true,
);
