import './availability.js';
import './news-of-orders.js';
import './purchasing.js';
import './reservation-commands.js';
import './stock-commands.js';

export * as commands from './commands.js';
export { AvailableStock } from './availability.js';
export { inventory as domain } from './domain.js';
export { PurchaseOrder } from './purchase-order.js';
export { Reservation, ReservationStatus } from './reservation.js';
export { StockItem } from './stock-item.js';
