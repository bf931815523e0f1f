import { guardedUrl, newSchema } from '../server.js';
import { registerOnServer } from './register-on-server.js';

registerOnServer(
  {
    name: 'postgres, a tenant column',
    place: async () => ({ connectionString: await guardedUrl(), schema: newSchema(), tenants: 'column' }),
  },
  true,
);
