import { ValueObject, field, invariant } from '@domainry/core';
import { banking } from './domain.js';

@banking.valueObject({
  description: 'Number of an account at any bank (ISO 13616), which protects itself from typing errors',
})
export class Iban extends ValueObject<Iban> {
  @field.string({ required: true, pattern: /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/ }) readonly number!: string;

  @invariant.post({
    message: 'The two check digits of an IBAN must fit the rest of it',
    code: 'checksum',
    fields: ['number'],
  })
  checkDigitsMustFit() {
    return remainderBy97(this.number) === 1;
  }
}

/** ISO 7064, MOD 97-10: the first four characters go to the end, and letters count from A = 10. */
function remainderBy97(number: string): number {
  let remainder = 0;
  for (const character of number.slice(4) + number.slice(0, 4))
    for (const digit of String(Number.parseInt(character, 36)))
      remainder = (remainder * 10 + Number(digit)) % 97;
  return remainder;
}
