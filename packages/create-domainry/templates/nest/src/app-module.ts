import { Module } from '@nestjs/common';
import { AccountsController } from './accounts-controller.js';
import { Bank } from './bank.js';

@Module({ controllers: [AccountsController], providers: [Bank] })
export class AppModule {}
