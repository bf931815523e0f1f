import { Aggregate, Domain, ValueObject, field, type ColumnCodec, type Decimal } from '@domainry/core';

const bank = new Domain('Bank');

@bank.valueObject
class Town extends ValueObject<Town> {
  @field.string({ required: true }) readonly name!: string;
}

@bank.valueObject
class Address extends ValueObject<Address> {
  @field.string({ required: true }) readonly street!: string;
  @field.valueObject(() => Town) readonly town?: Town;
}

@bank.aggregate
class Account extends Aggregate<Account> {
  @field.string({ required: true }) owner!: string;
  @field.integer({ required: true }) number!: number;
  @field.decimal({ required: true }) balance!: Decimal;
  @field.dateTime() opened?: Date;
  @field.valueObject(() => Address) home?: Address;
}

declare const ofText: ColumnCodec<string, number>;
declare const ofNumber: ColumnCodec<number, string>;

bank.databaseModel(Account, {
  table: 'accounts',
  columns: {
    owner: { name: 'owner_name', type: { postgres: 'varchar(80)' }, codec: ofText },
    number: { codec: ofNumber },
    balance: { codec: ofText },
    opened: { codec: ofText },
    home: { json: true },
    'home.street': { name: 'line' },
    'home.town.name': { codec: ofText },
  },
});
bank.databaseModel(() => Account, { columns: { owner: { name: 'o' } } });
bank.databaseModel('Account', { columns: { whatever: { codec: ofNumber } } });

// @ts-expect-error there is no such field
bank.databaseModel(Account, { columns: { ownr: { name: 'o' } } });
// @ts-expect-error nor in the value object
bank.databaseModel(Account, { columns: { 'home.stret': { name: 'o' } } });
// @ts-expect-error a codec of numbers, for texts
bank.databaseModel(Account, { columns: { owner: { codec: ofNumber } } });
// @ts-expect-error decimals are texts to codecs
bank.databaseModel(Account, { columns: { balance: { codec: ofNumber } } });
// @ts-expect-error a codec of numbers, for texts of a value object
bank.databaseModel(Account, { columns: { 'home.town.name': { codec: ofNumber } } });
// @ts-expect-error an option that does not exist
bank.databaseModel(Account, { columns: { owner: { nome: 'o' } } });
// @ts-expect-error a database that does not exist
bank.databaseModel(Account, { columns: { owner: { type: { mysql: 'text' } } } });
// @ts-expect-error a value object has no tables
bank.databaseModel(Address, { table: 'addresses' });
// @ts-expect-error the index names what is no field
bank.aggregate({ indexes: [{ fields: ['ownr'], include: ['number'] }] })(class extends Aggregate<Account> {});
