import { Aggregate, field, invariant } from '@domainry/core';
import { expectTypeOf } from 'expect-type';

// Bare, with the rule as a sentence, with options; throwing or giving false.

export class Fine extends Aggregate<Fine> {
  @field.float({ required: true }) balance!: number;

  @invariant.post
  throwing() {
    if (this.balance < 0) throw new Error('Overdrawn');
  }

  @invariant.post('Balance is at least 0')
  answering() {
    return this.balance >= 0;
  }

  @invariant.pre({ message: 'Balance is at least 0', code: 'overdrawn', fields: ['balance'] })
  withOptions(): boolean {
    return this.balance >= 0;
  }

  @invariant.pre
  protected hidden(): void {}

  @invariant.post
  private secret(): boolean | undefined {
    return this.balance < 0 ? false : undefined;
  }

  use(): unknown {
    return this.secret();
  }
}

export class Wrong extends Aggregate<Wrong> {
  // @ts-expect-error rules are synchronous
  @invariant.post
  async asynchronous(): Promise<void> {}

  // @ts-expect-error rules are synchronous
  @invariant.post('Holds')
  async asynchronousAnswer(): Promise<boolean> {
    return true;
  }

  // @ts-expect-error a rule answers with true or false
  @invariant.post
  counting(): number {
    return 3;
  }

  // @ts-expect-error a sentence belongs into the decorator
  @invariant.pre('Holds')
  speaking(): string {
    return 'Holds';
  }

  // @ts-expect-error nobody gives a rule an argument
  @invariant.post
  asking(limit: number): boolean {
    return limit > 0;
  }

  // @ts-expect-error a rule is a method
  @invariant.post
  property = 3;

  // @ts-expect-error no such option
  @invariant.post({ text: 'Holds' })
  option(): void {}

  // @ts-expect-error the message is a text
  @invariant.pre({ message: 3 })
  message(): void {}
}

// @ts-expect-error there are two stages
invariant.during;

// A rule is still a method.

declare const fine: Fine;
expectTypeOf(fine.answering()).toEqualTypeOf<boolean>();
expectTypeOf(fine.throwing()).toEqualTypeOf<void>();
