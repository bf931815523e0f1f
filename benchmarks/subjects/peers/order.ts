import 'reflect-metadata';
import { Expose, Type, instanceToPlain } from 'class-transformer';

class OrderLine {
  @Expose() product = 'Bolt M8';
  @Expose() quantity = 2;
  @Expose() price = 0.25;
  @Expose() id = 'line';
}

class Order {
  @Expose() customer = 'Ada Lovelace';
  @Expose() discount = 0.5;
  @Expose() @Type(() => OrderLine) lines: OrderLine[] = [];
  @Expose() id = 'order';

  addLine(id: string, quantity: number): void {
    this.lines.push(Object.assign(new OrderLine(), { id, quantity }));
  }

  toDict(): object {
    return instanceToPlain(this);
  }
}

export function make(id: string): Order {
  return Object.assign(new Order(), { id });
}
