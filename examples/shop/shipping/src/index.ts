import './carrier-commands.js';
import './news-of-others.js';
import './shipment-commands.js';
import './tracking.js';

export { Address } from './address.js';
export { Carrier } from './carrier.js';
export * as commands from './commands.js';
export { shipping as domain } from './domain.js';
export { Return } from './return.js';
export { Shipment, ShipmentStatus } from './shipment.js';
export { WhereIsMyOrder } from './tracking.js';
