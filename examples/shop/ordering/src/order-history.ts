import { ordering } from './domain.js';
import { OrderPlaced } from './order.js';

/**
 * Before there were other currencies, orders did not say theirs.
 *
 * @example
 * ```json
 * {
 *   "orderId": "0192",
 *   "customerId": "0007",
 *   "items": [],
 *   "total": { "amount": "12.00", "currency": "EUR" }
 * }
 * ```
 */
@ordering.upcaster(OrderPlaced, { from: 1, to: 2, description: 'Orders without a currency were in euros' })
export class OrderPlacedInEuros {
  upcast(data: Record<string, unknown>): Record<string, unknown> {
    return { ...data, currency: 'EUR' };
  }
}
