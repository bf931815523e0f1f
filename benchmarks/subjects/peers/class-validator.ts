import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { IsBoolean, IsNumber, IsString, MaxLength, MinLength, validateSync } from 'class-validator';
import { amounts, identities, owners } from '../account-values.js';

export class Account {
  @IsString() @MinLength(1) @MaxLength(255) id!: string;
  @IsString() @MaxLength(255) owner!: string;
  @IsString() @MaxLength(255) currency!: string;
  @IsNumber() balance!: number;
  @IsNumber() overdraftLimit!: number;
  @IsBoolean() active!: boolean;
}

const options = { whitelist: true, forbidNonWhitelisted: true };

export function make(index: number): Account {
  const account = plainToInstance(Account, {
    id: identities[index & 63]!,
    owner: owners[index & 63]!,
    currency: 'EUR',
    balance: amounts[index & 63]!,
    overdraftLimit: 500.5,
    active: true,
  });
  if (validateSync(account, options).length > 0) throw new TypeError('The account is not valid.');
  return account;
}
