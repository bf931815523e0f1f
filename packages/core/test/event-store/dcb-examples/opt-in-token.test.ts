import { beforeEach, expect, test } from '@jest/globals';
import { Domain, Event, boundaryView, field, metadataOf } from '@domainry/core';

const minute = 60_000;

interface PendingSignUp {
  readonly name: string;
  readonly since: number;
  readonly isUsed: boolean;
}

/** Sign-ups that are confirmed by a one-time password, as https://dcb.events/examples/opt-in-token/ has them. */
function newSignUps() {
  const clock = { now: 1_000_000 * minute };
  const signUps = new Domain('SignUps', { clock: () => new Date(clock.now) });
  const about = ({ emailAddress, otp }: { emailAddress: string; otp: string }) => [
    `email:${emailAddress}`,
    `otp:${otp}`,
  ];
  @signUps.event({ tags: (event: SignUpInitiated) => about(event) })
  class SignUpInitiated extends Event<SignUpInitiated> {
    @field.string({ required: true }) readonly emailAddress!: string;
    @field.string({ required: true }) readonly otp!: string;
    @field.string({ required: true }) readonly name!: string;
  }
  @signUps.event({ tags: (event: SignUpConfirmed) => about(event) })
  class SignUpConfirmed extends Event<SignUpConfirmed> {
    @field.string({ required: true }) readonly emailAddress!: string;
    @field.string({ required: true }) readonly otp!: string;
    @field.string({ required: true }) readonly name!: string;
  }
  const pending = (emailAddress: string, otp: string) =>
    boundaryView({
      query: { types: [SignUpInitiated, SignUpConfirmed], tags: about({ emailAddress, otp }) },
      initial: undefined as PendingSignUp | undefined,
      evolve: (before, event): PendingSignUp | undefined =>
        event instanceof SignUpConfirmed
          ? before && { ...before, isUsed: true }
          : { name: event.name, since: metadataOf(event)!.time.getTime(), isUsed: false },
    });
  const confirm = (emailAddress: string, otp: string) =>
    signUps.events.decide({ signUp: pending(emailAddress, otp) }, ({ signUp }) => {
      if (signUp === undefined) throw new Error('unknown');
      if (signUp.isUsed) throw new Error('used');
      if (clock.now - signUp.since > 60 * minute) throw new Error('expired');
      return new SignUpConfirmed({ emailAddress, otp, name: signUp.name });
    });
  const initiate = (otp: string) =>
    signUps.events.append(new SignUpInitiated({ emailAddress: 'john@example.com', otp, name: 'John' }));
  return { signUps, clock, SignUpConfirmed, initiate, confirm };
}

let world: ReturnType<typeof newSignUps>;
beforeEach(async () => {
  world = newSignUps();
  await world.signUps.init();
});

test('a password that was never given out is refused', async () => {
  await expect(world.confirm('john@example.com', '000000')).rejects.toThrow('unknown');
});

test('a password that was given out for another address is refused', async () => {
  await world.initiate('111111');

  await expect(world.confirm('jane@example.com', '111111')).rejects.toThrow('unknown');
});

test('a password is used once, also by two at the same moment', async () => {
  await world.initiate('222222');

  const both = [1, 2].map(() => world.confirm('john@example.com', '222222'));
  const outcomes = await Promise.allSettled(both);

  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await expect(world.confirm('john@example.com', '222222')).rejects.toThrow('used');
});

test('a password expires after sixty minutes', async () => {
  await world.initiate('333333');

  world.clock.now += 61 * minute;

  await expect(world.confirm('john@example.com', '333333')).rejects.toThrow('expired');
});

test('a valid password confirms the sign-up, with the data that it began with', async () => {
  await world.initiate('444444');

  world.clock.now += 60 * minute;
  await world.confirm('john@example.com', '444444');

  const { events } = await world.signUps.events.read({ types: [world.SignUpConfirmed] });
  expect(events.map(({ event }) => event.toDict())).toEqual([
    { emailAddress: 'john@example.com', otp: '444444', name: 'John' },
  ]);
});
