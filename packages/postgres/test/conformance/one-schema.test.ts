import { newSchema, url } from '../server.js';
import { registerOnServer } from './register-on-server.js';

registerOnServer(
  { name: 'postgres', place: async () => ({ connectionString: url, schema: newSchema() }) },
  false,
);
