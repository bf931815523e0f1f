import './ledger.js';
import './visit.js';
import { banking } from './banking.js';

export { banking } from './banking.js';

// As applications do. Nobody who only looks begins to handle what waits here.
await banking.init();
