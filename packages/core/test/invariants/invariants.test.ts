import { describe, expect, test } from '@jest/globals';
import {
  Aggregate,
  Entity,
  ValidationError,
  ValueObject,
  field,
  invariant,
  type Children,
  type Defaulted,
} from '@domainry/core';
import { compilations, thrownBy } from '../elements/compilations.js';

class Foreign extends Error {}

describe.each(compilations)('invariants, %s', (_name, newDomain) => {
  const domain = newDomain();
  const checks: string[] = [];

  @domain.entity('Team')
  class Member extends Entity<Member> {
    @field.integer({ default: 1 }) age!: Defaulted<number>;
    @field.boolean({ default: false }) retired!: Defaulted<boolean>;

    @invariant.pre({ message: 'The retired rest', code: 'retired', fields: ['retired'] })
    mustNotBeRetired() {
      checks.push(`pre ${this.id} at ${this.age}`);
      return !this.retired;
    }

    @invariant.post({ message: 'Nobody is negative', code: 'negative', fields: ['age'] })
    mustBeBorn() {
      return this.age >= 0;
    }
  }

  abstract class Named<Self> extends Aggregate<Self> {
    @field.string({ default: 'x' }) name!: Defaulted<string>;

    @invariant.post
    nameMustNotBeAQuestion() {
      if (this.name.endsWith('?')) throw new ValidationError({ name: 'is a question' });
    }
  }

  @domain.aggregate
  class Team extends Named<Team> {
    @field.integer({ default: 0 }) low!: Defaulted<number>;
    @field.integer({ default: 9 }) high!: Defaulted<number>;
    @field.boolean({ default: false }) locked!: Defaulted<boolean>;
    @field.hasMany(Member) readonly members!: Children<Member>;
    @field.hasOne(Member) captain?: Member;

    @invariant.pre
    lockedTeamsDoNotChange() {
      checks.push(`pre ${this.name}`);
      if (this.locked) throw new ValidationError({ locked: ['stays as it is'], '': ['Ask the coach'] });
    }

    @invariant.post('Low is below high')
    lowMustBeBelowHigh() {
      return this.low <= this.high;
    }

    @invariant.post
    highMustNotBeThirteen() {
      return this.high !== 13;
    }

    @invariant.post
    lowMustNotBe66() {
      if (this.low === 66) throw new Foreign('sixty-six');
    }

    @invariant.post
    mustOnlyRead() {
      if (this.name === 'mutate') this.low = 1;
      if (this.name === 'event') this.members.add({});
    }

    run<Result>(act: (team: this) => Result): Result {
      return act(this);
    }
  }

  const violationsOf = (act: () => unknown) => {
    const error = thrownBy(act);
    expect(error).toBeInstanceOf(ValidationError);
    return (error as ValidationError).violations;
  };

  test('false is a violation with the sentence of the rule, or one made of its name', () => {
    const team = new Team();

    expect(violationsOf(() => (team.low = 10))).toEqual([
      {
        path: [],
        code: 'invariant',
        expected: 'Low is below high',
        received: null,
        message: 'Low is below high',
      },
    ]);
    expect(violationsOf(() => (team.high = 13))[0]!.message).toBe('High must not be thirteen');
  });

  test('all that are broken are reported in one error, those of base classes first', () => {
    const team = new Team();

    const violations = violationsOf(() =>
      team.atomically(() => {
        team.name = 'who?';
        team.low = 14;
        team.high = 13;
      }),
    );

    expect(violations.map(({ path, message }) => [path, message])).toEqual([
      [['name'], 'is a question'],
      [[], 'Low is below high'],
      [[], 'High must not be thirteen'],
    ]);
    expect([team.name, team.low, team.high]).toEqual(['x', 0, 9]);
  });

  test('a foreign error surfaces as itself, with the stack of where it was thrown', () => {
    const team = new Team();

    const error = thrownBy(() =>
      team.atomically(() => {
        team.low = 66;
        team.name = 'who?';
      }),
    ) as Foreign;

    expect(error).toBeInstanceOf(Foreign);
    expect(error.stack).toContain('lowMustNotBe66');
    expect([team.low, team.name]).toEqual([0, 'x']);
  });

  test('violations of a child are seen from the root, with code and field', () => {
    const team = new Team({ members: [{}, {}], captain: {} });
    const second = [...team.members][1]!;

    expect(violationsOf(() => (second.age = -1))).toMatchObject([
      { path: ['members', 1, 'age'], code: 'negative' },
    ]);
    expect(violationsOf(() => (team.captain!.age = -1))).toMatchObject([{ path: ['captain', 'age'] }]);
    second.retired = true;
    expect(violationsOf(() => (second.age = 5))).toMatchObject([
      { path: ['members', 1, 'retired'], code: 'retired' },
    ]);
  });

  test('violations of children that are built have the path of the construction', () => {
    expect(violationsOf(() => new Team({ members: [{}, { age: -1 }] }))).toMatchObject([
      { path: ['members', 1, 'age'], code: 'negative' },
    ]);
  });

  test('pre rules are asked once a change, before the first mutation, on the untouched state', () => {
    const team = new Team({ members: [{ id: 'm' }] });
    const member = team.members.get('m')!;
    checks.length = 0;

    team.run(() => {
      member.age = 2;
      member.age = 3;
      team.name = 'later';
    });

    expect(checks).toEqual(['pre m at 1', 'pre x']);
  });

  test('pre rules are asked again in the next change, also when it touches one child only', () => {
    const team = new Team({ members: [{ id: 'm' }] });
    const member = team.members.get('m')!;
    team.run(() => (member.age = 2));
    checks.length = 0;

    team.run(() => (member.age = 3));

    expect(checks).toEqual(['pre m at 2', 'pre x']);
  });

  test('a pre rule that was caught refuses again', () => {
    const team = new Team({ members: [{ id: 'm', retired: true }] });
    const member = team.members.get('m')!;

    team.run(() => {
      expect(() => (member.age = 2)).toThrow(ValidationError);
      expect(() => (member.age = 2)).toThrow(ValidationError);
    });

    expect(member.age).toBe(1);
  });

  test('pre rules are not asked at construction; all their violations are reported', () => {
    const team = new Team({ locked: true });

    expect(violationsOf(() => (team.low = 1)).map(({ path, message }) => [path, message])).toEqual([
      [['locked'], 'stays as it is'],
      [[], 'Ask the coach'],
    ]);
  });

  test('a rule that changes something is refused', () => {
    const team = new Team();

    expect(thrownBy(() => (team.name = 'mutate'))).toMatchObject({ code: 'INVARIANT_MUTATES' });
    expect(thrownBy(() => (team.name = 'event'))).toMatchObject({ code: 'INVARIANT_MUTATES' });
    expect(thrownBy(() => new Team({ name: 'mutate' }))).toMatchObject({ code: 'INVARIANT_MUTATES' });

    expect([team.name, team.members.size]).toEqual(['x', 0]);
  });

  test('value objects are checked when they are built', () => {
    @domain.valueObject
    class Range extends ValueObject<Range> {
      @field.integer({ required: true }) readonly from!: number;
      @field.integer({ required: true }) readonly to!: number;

      @invariant.post('From is at most to')
      mustBeOrdered() {
        return this.from <= this.to;
      }
    }

    expect(() => new Range({ from: 2, to: 1 })).toThrow('From is at most to');
    expect(() => new Range({ from: 1, to: 2 }).with({ from: 3 })).toThrow('From is at most to');
    expect(() => Range.fromDict({ from: 2, to: 1 })).toThrow(ValidationError);
  });

  test('a rule may call methods that only read', () => {
    @domain.aggregate
    class Till extends Aggregate<Till> {
      @field.integer({ default: 0 }) coins!: Defaulted<number>;

      isEmpty() {
        return this.coins === 0;
      }

      @invariant.post('Never empty')
      mustNotBeEmpty() {
        return !this.isEmpty();
      }

      take() {
        this.coins--;
      }
    }
    const till = new Till({ coins: 1 });

    expect(() => till.take()).toThrow('Never empty');
    expect(till.coins).toBe(1);
  });
});
