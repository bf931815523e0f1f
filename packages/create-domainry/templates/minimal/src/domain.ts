// Every module with elements is imported here: importing registers them.
import './account.js';
import './account-commands.js';
import './balances.js';

export { banking } from './banking.js';
