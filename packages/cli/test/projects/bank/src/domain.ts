import './account.js';

export { banking } from './banking.js';
