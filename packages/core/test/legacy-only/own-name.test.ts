import { expect, test } from '@jest/globals';
import { Aggregate, Domain, DomainryError, field } from '@domainry/core';

const domain = new Domain('OwnName');

@domain.aggregate
class Account extends Aggregate<Account> {
  @field.string({ required: true }) owner!: string;

  static byName(owner: string) {
    return new Account({ owner });
  }

  static byThis(owner: string) {
    return new this({ owner });
  }
}

test('a class that constructs itself by its name is built, or told to say new this where the compiler keeps the name apart', () => {
  const outcome = outcomeOf(() => Account.byName('Ann').owner);

  expect(['Ann', 'CLASS_NOT_REGISTERED, says new this(…)']).toContain(outcome);
});

test('new this(…) in a static method builds the finished class under every compiler', () => {
  expect(Account.byThis('Ann').toDict()).toMatchObject({ owner: 'Ann' });
});

function outcomeOf(build: () => string): string {
  try {
    return build();
  } catch (error) {
    const advice = String(error).includes('new this(…)') ? ', says new this(…)' : '';
    return DomainryError.is(error) ? `${error.code}${advice}` : String(error);
  }
}
