import { beforeEach, describe, expect, test } from '@jest/globals';
import { Domain, Event, boundaryView, field, metadataOf, type AnyEvent } from '@domainry/core';

const day = 24 * 60 * 60 * 1000;

/** Accounts with usernames, as https://dcb.events/examples/unique-username/ has them. */
function newAccounts() {
  const clock = { now: 1_000 * day };
  const accounts = new Domain('Accounts', { clock: () => new Date(clock.now) });
  @accounts.event({ tags: ({ username }: AccountRegistered) => [`username:${username}`] })
  class AccountRegistered extends Event<AccountRegistered> {
    @field.string({ required: true }) readonly username!: string;
  }
  @accounts.event({ tags: ({ username }: AccountClosed) => [`username:${username}`] })
  class AccountClosed extends Event<AccountClosed> {
    @field.string({ required: true }) readonly username!: string;
  }
  @accounts.event({
    tags: ({ oldUsername, newUsername }: UsernameChanged) => [
      `username:${oldUsername}`,
      `username:${newUsername}`,
    ],
  })
  class UsernameChanged extends Event<UsernameChanged> {
    @field.string({ required: true }) readonly oldUsername!: string;
    @field.string({ required: true }) readonly newUsername!: string;
  }

  /** @param retention - days for which a username that was given up is not free yet. */
  const isClaimed = (username: string, retention: number) => {
    const isRecent = (event: AnyEvent) =>
      clock.now - metadataOf(event)!.time.getTime() <= retention * day && retention > 0;
    return boundaryView({
      query: {
        types: [AccountRegistered, AccountClosed, UsernameChanged],
        tags: [`username:${username}`],
      },
      initial: false,
      evolve: (_before, event) => {
        if (event instanceof UsernameChanged) return event.newUsername === username || isRecent(event);
        return event instanceof AccountRegistered || isRecent(event);
      },
    });
  };
  const register = (username: string, retention = 0) =>
    accounts.events.decide({ isClaimed: isClaimed(username, retention) }, (states) => {
      if (states.isClaimed) throw new Error(`${username} is taken`);
      return new AccountRegistered({ username });
    });
  /** Writes what happened some days ago. */
  const given = async (daysAgo: number, event: AnyEvent) => {
    clock.now -= daysAgo * day;
    await accounts.events.append(event);
    clock.now += daysAgo * day;
  };
  const last = async () => (await accounts.events.read([])).events.at(-1)?.event;
  return { accounts, AccountRegistered, AccountClosed, UsernameChanged, register, given, last };
}

let world: ReturnType<typeof newAccounts>;
beforeEach(async () => {
  world = newAccounts();
  await world.accounts.init();
});

const registered = (username: string) => new world.AccountRegistered({ username });
const closed = (username: string) => new world.AccountClosed({ username });
const changed = (oldUsername: string, newUsername: string) =>
  new world.UsernameChanged({ oldUsername, newUsername });

describe('a username', () => {
  test('that nobody has is registered', async () => {
    await world.register('u1');

    expect(await world.last()).toEqual(registered('u1'));
  });

  test('that is claimed is refused', async () => {
    await world.given(0, registered('u1'));

    await expect(world.register('u1')).rejects.toThrow('u1 is taken');
  });

  test('of a closed account is free again', async () => {
    await world.given(0, registered('u1'));
    await world.given(0, closed('u1'));

    await world.register('u1');

    expect(await world.last()).toEqual(registered('u1'));
  });

  test('that was changed is free again, and the one it was changed to is taken', async () => {
    await world.given(0, registered('u1'));
    await world.given(0, changed('u1', 'u1changed'));

    await expect(world.register('u1changed')).rejects.toThrow('u1changed is taken');
    await world.register('u1');
  });

  test('that two want at the same moment goes to one of them', async () => {
    const outcomes = await Promise.allSettled([world.register('u1'), world.register('u1')]);

    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('with a retention of three days, a username', () => {
  test.each([
    ['of an account that was closed', () => closed('u1')],
    ['that was changed', () => changed('u1', 'u1changed')],
  ])('%s is taken for that long, and free afterwards', async (_name, givenUp) => {
    await world.given(4, registered('u1'));
    await world.given(3, givenUp());

    await expect(world.register('u1', 3)).rejects.toThrow('u1 is taken');
    await world.register('u1', 2);

    expect(await world.last()).toEqual(registered('u1'));
  });
});
