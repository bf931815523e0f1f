import 'reflect-metadata';
import { expect, test } from '@jest/globals';
import { Exclude, Expose, Transform } from 'class-transformer';
import { Domain, ValueObject, field } from '@domainry/core';
import { modelOf } from '../../src/elements/element.js';
import { storedFormOf } from '../../src/elements/stored-form.js';

test('decorators of class-transformer and a toDict of the class have no say in what is stored', () => {
  const domain = new Domain('Test');
  @domain.valueObject
  class Secret extends ValueObject<Secret> {
    @Exclude() @field.string({ required: true }) readonly key!: string;
    @Expose({ name: 'shown' }) @field.string({ required: true }) readonly hint!: string;
    @Transform(() => 'hidden') @field.string({ required: true }) readonly word!: string;
    override toDict(): never {
      return {} as never;
    }
  }
  const secret = new Secret({ key: 'k', hint: 'h', word: 'w' });
  const form = storedFormOf(modelOf(Secret)!);

  expect(form.write(secret)).toEqual({ key: 'k', hint: 'h', word: 'w' });
  expect(form.read({ key: 'k', hint: 'h', word: 'w' })).toEqual(secret);
});
