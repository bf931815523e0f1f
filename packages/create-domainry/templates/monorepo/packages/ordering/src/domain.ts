// Every module with elements is imported here: importing registers them.
import './order.js';
import './order-commands.js';
import './orders.js';

export { ordering } from './ordering.js';
