import { handle, type HandlerContext } from '@domainry/core';
import { CountStock, OpenStockItem, ReceiveStock } from './commands.js';
import { inventory } from './domain.js';
import { StockItem } from './stock-item.js';

/** Keeps the book of what lies on the shelves. */
@inventory.commandHandler(StockItem)
export class StockCommands {
  @handle(OpenStockItem)
  async open({ sku, reorderAt }: OpenStockItem, { repository }: HandlerContext): Promise<void> {
    await repository(StockItem).add(StockItem.open(sku, reorderAt));
  }

  @handle(ReceiveStock)
  async receive({ sku, quantity }: ReceiveStock, { repository }: HandlerContext): Promise<void> {
    const items = repository(StockItem);
    const item = await items.get(sku);
    item.receive(quantity);
    await items.add(item);
  }

  @handle(CountStock)
  async count({ sku, onHand, countedBy }: CountStock, { repository }: HandlerContext): Promise<void> {
    const items = repository(StockItem);
    const item = await items.get(sku);
    item.count(onHand, countedBy);
    await items.add(item);
  }
}
