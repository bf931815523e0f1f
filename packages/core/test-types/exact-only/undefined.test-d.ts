// What only `exactOptionalPropertyTypes` tells apart: a key that is not there, and one that holds undefined.
import type { DictOf, InputOf } from '@domainry/core';
import type { Decimal } from 'decimal.js';
import { expectTypeOf } from 'expect-type';
import type { Address, Money } from '../shop.js';

declare const price: Money;

// @ts-expect-error what is required cannot be taken away
price.with({ amount: undefined });
expectTypeOf<Parameters<typeof price.with>[0]>().toEqualTypeOf<{ amount?: Decimal; currency?: string }>();

// Absent fields are left out of the data, and may be given as undefined.

expectTypeOf<Pick<DictOf<Address>, 'addition'>>().toEqualTypeOf<{ addition?: string }>();
expectTypeOf<Pick<InputOf<Address>, 'addition'>>().toEqualTypeOf<{ addition?: string | undefined }>();
