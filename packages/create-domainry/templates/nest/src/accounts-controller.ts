import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, UseFilters } from '@nestjs/common';
import { DepositMoney, OpenAccount, WithdrawMoney } from './account-commands.js';
import { BalanceOf } from './balances.js';
import { Bank } from './bank.js';
import { DomainErrors } from './domain-errors.js';

/** The bank behind HTTP. The domain checks what arrives, and says what is wrong with it. */
@Controller('accounts/:accountId')
@UseFilters(DomainErrors)
export class AccountsController {
  constructor(@Inject(Bank) private readonly bank: Bank) {}

  @Put()
  @HttpCode(201)
  async open(@Param('accountId') accountId: string, @Body() body: object): Promise<void> {
    await this.bank.process(OpenAccount.fromDict({ ...body, accountId }));
  }

  @Post('deposits')
  async deposit(@Param('accountId') accountId: string, @Body() body: object): Promise<{ balance: number }> {
    return { balance: await this.bank.process(DepositMoney.fromDict({ ...body, accountId })) };
  }

  @Post('withdrawals')
  async withdraw(@Param('accountId') accountId: string, @Body() body: object): Promise<{ balance: number }> {
    return { balance: await this.bank.process(WithdrawMoney.fromDict({ ...body, accountId })) };
  }

  @Get('balance')
  async balance(@Param('accountId') accountId: string): Promise<{ balance: number }> {
    return { balance: await this.bank.ask(new BalanceOf({ accountId })) };
  }
}
