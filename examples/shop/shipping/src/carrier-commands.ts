import { handle, type HandlerContext } from '@domainry/core';
import { Carrier } from './carrier.js';
import { AnnounceReturn, ContractCarrier, ReceiveReturn, RejectReturn, RetireCarrier } from './commands.js';
import { shipping } from './domain.js';
import { Return } from './return.js';

/** Keeps the list of carriers. */
@shipping.commandHandler(Carrier)
export class CarrierCommands {
  @handle(ContractCarrier)
  async contract(
    { carrierId, name, heaviest }: ContractCarrier,
    { repository }: HandlerContext,
  ): Promise<void> {
    await repository(Carrier).add(Carrier.contract(carrierId, name, heaviest));
  }

  @handle(RetireCarrier)
  async retire({ carrierId }: RetireCarrier, { repository }: HandlerContext): Promise<void> {
    const carriers = repository(Carrier);
    const carrier = await carriers.get(carrierId);
    carrier.retire();
    await carriers.add(carrier);
  }
}

/** Takes things back. */
@shipping.commandHandler(Return)
export class ReturnCommands {
  @handle(AnnounceReturn)
  async announce({ returnId, shipmentId }: AnnounceReturn, { repository }: HandlerContext): Promise<void> {
    await repository(Return).add(Return.announce(returnId, shipmentId));
  }

  @handle(ReceiveReturn)
  async receive({ returnId }: ReceiveReturn, { repository }: HandlerContext): Promise<void> {
    const returns = repository(Return);
    const announced = await returns.get(returnId);
    announced.receive();
    await returns.add(announced);
  }

  @handle(RejectReturn)
  async reject({ returnId, reason }: RejectReturn, { repository }: HandlerContext): Promise<void> {
    const returns = repository(Return);
    const announced = await returns.get(returnId);
    announced.reject(reason);
    await returns.add(announced);
  }
}
