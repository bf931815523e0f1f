import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  AmountOwed,
  Invoice,
  type InvoiceIssued,
  Money as Amount,
  Payment,
  commands as finance,
} from '@domainry/example-shop-billing';
import {
  AvailableStock,
  PurchaseOrder,
  Reservation,
  commands as stock,
} from '@domainry/example-shop-inventory';
import {
  Address,
  Money,
  Order,
  OrderStatus,
  OrdersOf,
  Voucher,
  commands as sales,
} from '@domainry/example-shop-ordering';
import { Carrier, Shipment, WhereIsMyOrder, commands as parcels } from '@domainry/example-shop-shipping';
import { openShop, type OpenShop } from './open-shop.js';

const placedAt = new Date('2024-06-01T10:00:00Z');
const home = new Address({
  recipient: 'Ada Lovelace',
  street: 'Lindenstr. 1',
  postalCode: '10969',
  city: 'Berlin',
  country: 'DE',
});

let shop: OpenShop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

async function stockUp(sku: string, quantity: number, reorderAt = 0): Promise<void> {
  const { ordering, inventory } = shop;
  await ordering.process(new sales.ListProduct({ sku, title: `The ${sku}`, price: Money.euros('19.00') }));
  await inventory.process(new stock.OpenStockItem({ sku, reorderAt }));
  await inventory.process(new stock.ReceiveStock({ sku, quantity }));
}

async function fillCart(sku: string, quantity: number): Promise<void> {
  const { ordering } = shop;
  const customer = { customerId: 'ada', name: 'Ada Lovelace', email: 'ada@example.org', address: home };
  await ordering.process(new sales.RegisterCustomer(customer));
  await ordering.process(new sales.AddToCart({ cartId: 'cart', customerId: 'ada', sku, quantity }));
}

async function placeOrder(voucher?: string): Promise<string> {
  const order = {
    orderId: 'order-1',
    cartId: 'cart',
    placedAt,
    ...(voucher === undefined ? {} : { voucher }),
  };
  return await shop.ordering.process(new sales.PlaceOrder(order));
}

describe('an order', () => {
  test('goes from the cart to the door, through four contexts', async () => {
    const { ordering, inventory, billing, shipping, tell, receive } = shop;
    await stockUp('book', 10);
    await fillCart('book', 2);
    await shipping.process(
      new parcels.ContractCarrier({ carrierId: 'swift-post', name: 'Swift Post', heaviest: 30 }),
    );

    expect(await placeOrder()).toBe('38.00');
    await tell(ordering);
    await tell(inventory);
    const [issued] = await billing.log.read({ limit: 1 });
    const { invoiceId, orderId } = issued!.event as InvoiceIssued;
    expect(orderId).toBe('order-1');
    expect(await billing.ask(new AmountOwed({ invoiceId }))).toBe('38.00');

    // What the process of collecting payments does, step by step.
    const { total } = await billing.repositoryFor(Invoice).get(invoiceId);
    await billing.process(new finance.RequestPayment({ paymentId: 'payment-1', invoiceId, amount: total }));
    await receive('PaymentProvider.webhooks', {
      status: 'AUTHORISED',
      reference: 'tok_1',
      metadata: { paymentId: 'payment-1' },
    });
    await billing.process(new finance.CapturePayment({ paymentId: 'payment-1' }));
    await billing.process(new finance.BookPayment({ invoiceId, paymentId: 'payment-1', amount: total }));
    await tell(billing);
    expect(await billing.ask(new AmountOwed({ invoiceId }))).toBe('0.00');

    const secured = await ordering.repositoryFor(Order).get('order-1');
    expect([secured.reserved, secured.paid, secured.status]).toEqual([true, true, OrderStatus.Placed]);
    await ordering.process(new sales.ConfirmOrder({ orderId: 'order-1' })); // by the process of fulfilment

    const shipment = await shipping.repositoryFor(Shipment).query.where({ orderId: 'order-1' }).one();
    await inventory.process(new stock.PickReservation({ orderId: 'order-1' }));
    await shipping.process(
      new parcels.DispatchShipment({
        shipmentId: shipment.shipmentId,
        carrierId: 'swift-post',
        trackingNumber: 'SP-1',
      }),
    );
    await tell(shipping);
    await receive('Carriers.scans', { trackingNumber: 'SP-1', code: 'NOT-HOME' });
    await receive('Carriers.scans', { trackingNumber: 'SP-1', code: 'DONE' });
    await tell(shipping);

    expect(await shipping.ask(new WhereIsMyOrder({ orderId: 'order-1' }))).toBe('Delivered');
    expect(await ordering.ask(new OrdersOf({ customerId: 'ada' }))).toEqual([
      { orderId: 'order-1', status: OrderStatus.Delivered },
    ]);
    expect(await inventory.ask(new AvailableStock({ sku: 'book' }))).toBe(8);
  });

  test('is called off when its goods have run out', async () => {
    const { ordering, inventory, tell } = shop;
    await stockUp('book', 1);
    await fillCart('book', 2);
    await placeOrder();
    await tell(ordering);
    await tell(inventory);

    expect((await ordering.repositoryFor(Order).get('order-1')).status).toBe(OrderStatus.Cancelled);
    expect(await inventory.ask(new AvailableStock({ sku: 'book' }))).toBe(1);
    expect((await inventory.repositoryFor(Reservation).query.one()).status).toBe('Refused');
  });

  test('gives its goods back when the customer cancels it', async () => {
    const { ordering, inventory, tell } = shop;
    await stockUp('book', 5);
    await fillCart('book', 2);
    await placeOrder();
    await tell(ordering);
    expect(await inventory.ask(new AvailableStock({ sku: 'book' }))).toBe(3);

    await ordering.process(
      new sales.CancelOrder({ orderId: 'order-1', by: 'Customer' as never, reason: 'Changed my mind' }),
    );
    await tell(ordering);

    expect(await inventory.ask(new AvailableStock({ sku: 'book' }))).toBe(5);
  });

  test('keeps its prices, whatever the catalogue says later', async () => {
    const { ordering } = shop;
    await stockUp('book', 5);
    await fillCart('book', 2);
    await placeOrder();
    await ordering.process(new sales.RepriceProduct({ sku: 'book', price: Money.euros('99.00') }));

    const order = await ordering.repositoryFor(Order).get('order-1');
    expect(order.total.amount.toFixed(2)).toBe('38.00');
  });

  test('is not confirmed before it is reserved and paid', async () => {
    await stockUp('book', 5);
    await fillCart('book', 2);
    await placeOrder();

    await expect(shop.ordering.process(new sales.ConfirmOrder({ orderId: 'order-1' }))).rejects.toThrow(
      'Only what is reserved and paid is confirmed',
    );
  });

  test('is not taken from a customer who is blocked', async () => {
    await stockUp('book', 5);
    await fillCart('book', 1);
    await shop.ordering.process(new sales.BlockCustomer({ customerId: 'ada', reason: 'Never pays' }));

    await expect(placeOrder()).rejects.toThrow('This customer may not order for now');
  });
});

describe('a voucher', () => {
  test('makes an order cheaper once for each use', async () => {
    const { ordering } = shop;
    await stockUp('book', 5);
    await fillCart('book', 2);
    await ordering.process(
      new sales.IssueVoucher({ code: 'SPRING', percent: 10, uses: 1, validUntil: new Date('2024-07-01') }),
    );

    expect(await placeOrder('SPRING')).toBe('34.20');
    expect((await ordering.repositoryFor(Voucher).get('SPRING')).usesLeft).toBe(0);
  });

  test('that is used up leaves cart and order as they were', async () => {
    const { ordering } = shop;
    await stockUp('book', 5);
    await fillCart('book', 2);
    const voucher = Voucher.issue('SPRING', 10, 0, new Date('2024-07-01'));
    await ordering.unitOfWork(({ repository }) => repository(Voucher).add(voucher));

    await expect(placeOrder('SPRING')).rejects.toThrow('This voucher has been used up');
    expect(await ordering.repositoryFor(Order).has('order-1')).toBe(false);
  });
});

describe('stock', () => {
  test('that runs low is ordered again, once at a time', async () => {
    const { ordering, inventory, tell } = shop;
    await stockUp('book', 5, 4);
    await fillCart('book', 2);
    await placeOrder();
    await tell(ordering);

    const { items: purchases } = await inventory.repositoryFor(PurchaseOrder).query.page({ size: 10 });
    expect(purchases.map(({ sku, quantity }) => [sku, quantity])).toEqual([['book', 100]]);

    const [{ purchaseId }] = purchases as [PurchaseOrder];
    await inventory.process(new stock.AcceptDelivery({ purchaseId, quantity: 90 }));
    await inventory.settled();
    expect(await inventory.ask(new AvailableStock({ sku: 'book' }))).toBe(93);
  });
});

describe('an invoice', () => {
  const total = new Amount({ amount: Money.euros('38.00').amount, currency: 'EUR' });
  const issued = { invoiceId: 'i', orderId: 'o', customerId: 'c', total, due: '2024-06-15' };

  test('is never paid twice', async () => {
    const { billing } = shop;
    await billing.process(new finance.IssueInvoice(issued));
    await billing.process(new finance.BookPayment({ invoiceId: 'i', paymentId: 'p', amount: total }));

    await expect(
      billing.process(new finance.BookPayment({ invoiceId: 'i', paymentId: 'p2', amount: total })),
    ).rejects.toThrow('Nobody pays more than is owed');
    expect(await billing.ask(new AmountOwed({ invoiceId: 'i' }))).toBe('0.00');
  });

  test('is paid by a payment that the provider knows', async () => {
    const { billing } = shop;
    await billing.process(new finance.RequestPayment({ paymentId: 'p', invoiceId: 'i', amount: total }));
    await expect(billing.process(new finance.CapturePayment({ paymentId: 'p' }))).rejects.toThrow('status');
    await billing.process(new finance.AuthorizePayment({ paymentId: 'p', providerReference: 'tok' }));
    await billing.process(new finance.CapturePayment({ paymentId: 'p' }));
    expect((await billing.repositoryFor(Payment).get('p')).status).toBe('Captured');
  });
});

describe('a carrier', () => {
  test('without a contract gets no parcels', async () => {
    const { shipping } = shop;
    await shipping.process(new parcels.ContractCarrier({ carrierId: 'slow', name: 'Slow', heaviest: 5 }));
    await shipping.process(new parcels.RetireCarrier({ carrierId: 'slow' }));
    expect((await shipping.repositoryFor(Carrier).get('slow')).active).toBe(false);
    await stockUp('book', 5);
    await fillCart('book', 1);
    await placeOrder();
    await shop.tell(shop.ordering);
    const { shipmentId } = await shipping.repositoryFor(Shipment).query.one();

    await expect(
      shipping.process(
        new parcels.DispatchShipment({ shipmentId, carrierId: 'slow', trackingNumber: 'S-1' }),
      ),
    ).rejects.toThrow('We have no contract with this carrier any more');
  });
});
