import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { banking } from './domain.js';

/** The domain, for as long as the application runs. */
@Injectable()
export class Bank implements OnModuleInit, OnApplicationShutdown {
  readonly process = banking.process.bind(banking);
  readonly ask = banking.ask.bind(banking);

  async onModuleInit(): Promise<void> {
    await banking.init();
  }

  async onApplicationShutdown(): Promise<void> {
    await banking.close();
  }
}
