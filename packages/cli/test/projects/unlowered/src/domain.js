import { Aggregate, Domain } from '@domainry/core';

export const banking = new Domain('Banking');

@banking.aggregate
export class Account extends Aggregate {}
