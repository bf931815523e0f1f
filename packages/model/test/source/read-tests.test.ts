// oxlint-disable jsdoc/check-tag-names -- tags of our own are what is read here
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Aggregate, Command, Domain, field, invariant, type Defaulted } from '@domainry/core';
import { checkModels, landscapeOf, readModel, type ModelDocument, type TestDocument } from '@domainry/model';

const parking = new Domain('Parking');

enum State {
  Free = 'Free',
  Taken = 'Taken',
}

class Lot extends Aggregate<Lot> {
  @field.status(State, { default: State.Free, transitions: { Free: ['Taken'], Taken: [] } })
  state!: Defaulted<State>;
  @invariant.post('Nobody parks twice') nobodyParksTwice() {
    return true;
  }
  @invariant.post('It is paid for') isPaidFor() {
    return true;
  }
  take() {}
}
parking.register(Lot);
class TakeLot extends Command {}
parking.register(TakeLot, { partOf: Lot });

const source = `
@parking.aggregate export class Lot extends Aggregate<Lot> {
  state; nobodyParksTwice() {} isPaidFor() {} take() {}
}
@parking.command(Lot) export class TakeLot extends Command<TakeLot> {}
`;

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tests-'));
  mkdirSync(join(root, 'src'));
  mkdirSync(join(root, 'test'));
  writeFileSync(join(root, 'src/lot.ts'), source);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** The model, read with a file of tests. */
function modelWith(text: string): ModelDocument {
  writeFileSync(join(root, 'test/lot.test.ts'), text);
  return readModel(parking, { root, sources: ['src'], tests: ['test'] });
}

function testsOf(model: ModelDocument, name: string): readonly TestDocument[] {
  return model.elements.find((element) => element.name === name)!.tests ?? [];
}

describe('A test is told with', () => {
  test('what @covers names, above it or above its suite', () => {
    const model = modelWith(`
/** @covers {@link Lot.nobodyParksTwice} */
describe('A lot', () => {
  /**
   * What it is about.
   *
   * @covers Lot.state: Free -> Taken, Parking.Lot.take
   */
  test.each([1, 2])('is taken', () => {});
  it(\`costs \${1} a day\`, () => {});
});
`);

    expect(testsOf(model, 'Lot')).toEqual([
      {
        title: ['A lot', 'is taken'],
        member: 'nobodyParksTwice',
        by: 'tag',
        source: { file: 'test/lot.test.ts', line: 9 },
      },
      {
        title: ['A lot', 'is taken'],
        member: 'state',
        transition: { from: 'Free', to: 'Taken' },
        by: 'tag',
        source: { file: 'test/lot.test.ts', line: 9 },
      },
      {
        title: ['A lot', 'is taken'],
        member: 'take',
        by: 'tag',
        source: { file: 'test/lot.test.ts', line: 9 },
      },
      {
        title: ['A lot', 'costs … a day'],
        member: 'nobodyParksTwice',
        by: 'tag',
        source: { file: 'test/lot.test.ts', line: 10 },
      },
    ]);
  });

  test('what its title names with a member, and never with a word alone', () => {
    const model = modelWith(`
describe('Lot.isPaidFor', () => { test('says no', () => {}); });
test('A Lot is something', () => {});
test('Lot.nothing and Other.isPaidFor', () => {});
test('Lot.state: Taken → Free is refused', () => {});
`);

    expect(testsOf(model, 'Lot')).toMatchObject([
      { title: ['Lot.isPaidFor', 'says no'], member: 'isPaidFor', by: 'title' },
    ]);
  });

  test('the command that its body makes, when that is the class of the model', () => {
    const model = modelWith(`
import { TakeLot } from '../src/lot.js';
test('made', () => { handle(new TakeLot({})); });
test('of somebody else', () => { class TakeLot {} });
`);

    expect(testsOf(model, 'TakeLot')).toMatchObject([{ title: ['made'], by: 'use' }]);
  });

  test('nothing, when it is passed over, or its title is computed', () => {
    const model = modelWith(`
describe.skip('Lot.isPaidFor', () => { test('x', () => {}); });
test.todo('Lot.isPaidFor');
it.skip('Lot.isPaidFor', () => {});
xit('Lot.isPaidFor', () => {});
xdescribe('Lot.isPaidFor', () => { test('x', () => {}); });
describe.skip(named, () => { test('Lot.isPaidFor', () => {}); });
test('Lot.isPaidFor', { skip: 'not today' }, () => {});
describe('Lot.isPaidFor', { todo: true }, () => { it('x', () => {}); });
const title = 'Lot.isPaidFor'; test(title, () => {});
`);

    expect(testsOf(model, 'Lot')).toEqual([]);
  });
});

test('What is joined of a title counts, and what is computed of it is left open; an option that is off passes nothing over', () => {
  const model = modelWith(`
test('Lot.isPaidFor: ' + 'at ' + price, { skip: false }, () => {});
`);

  expect(testsOf(model, 'Lot')).toMatchObject([{ title: ['Lot.isPaidFor: at …'], member: 'isPaidFor' }]);
});

test('A file of tests that cannot be parsed is a gap, and the others are read', () => {
  writeFileSync(join(root, 'test/broken.test.ts'), 'test(');
  const model = modelWith(`test('Lot.isPaidFor', () => {});`);

  expect(testsOf(model, 'Lot')).toHaveLength(1);
  expect(model.provenance.gaps).toEqual([
    expect.stringMatching(/^test\/broken\.test\.ts cannot be parsed: /),
  ]);
});

test('Tests may be named by a file or a pattern; without the option none are told', () => {
  modelWith(`test('Lot.isPaidFor', () => {});`);
  const read = (tests?: readonly string[]) =>
    testsOf(readModel(parking, { root, sources: ['src'], ...(tests && { tests }) }), 'Lot').length;

  expect(
    [['test/lot.test.ts'], ['t*/*.test.ts'], ['**/*.test.ts'], ['nowhere'], undefined].map(read),
  ).toEqual([1, 1, 1, 0, 0]);
});

test('What a test says to cover and the model does not have is a gap; what it says of other domains is none', () => {
  const model = modelWith(`
/** @covers Lot.nobodyParksThrice, Elsewhere.rule */
test('a', () => {});
/** @covers Lot.state: Taken -> Free, Lot.take.off, Parking.Nothing */
test('b', () => {});
`);

  expect(model.provenance.gaps).toEqual([
    'test/lot.test.ts:3 covers Lot.nobodyParksThrice, which the model does not have.',
    'test/lot.test.ts:5 covers Lot.state: Taken -> Free, which the model does not have.',
    'test/lot.test.ts:5 covers Lot.take.off, which the model does not have.',
    'test/lot.test.ts:5 covers Parking.Nothing, which the model does not have.',
  ]);
});

test('A rule that no test names is found, once tests name anything', () => {
  const only = ['UNTESTED_RULE'];
  const told = modelWith(`/** @covers Lot.isPaidFor */ test('a', () => {});`);

  expect(checkModels(landscapeOf([told]), { only })).toMatchObject([
    {
      code: 'UNTESTED_RULE',
      level: 'info',
      element: 'Parking.Lot',
      method: 'nobodyParksTwice',
      message: 'No test names Lot.nobodyParksTwice: Nobody parks twice.',
    },
  ]);
  expect(checkModels(landscapeOf([modelWith('')]), { only })).toEqual([]);
});
