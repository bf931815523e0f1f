import { banking } from './domain.js';
import { buildServer } from './server.js';

await banking.init();
const address = await buildServer().listen({ port: Number(process.env['PORT'] ?? 3000) });
process.stdout.write(`The bank is open at ${address}\n`);
