import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Aggregate, Command, Domain, Event, field, handle } from '@domainry/core';
import { canonicalModel, parseModel, readModel } from '@domainry/model';

/** Writes a context of four elements, and registers the same. */
function addContext(domain: Domain, folder: string, number: number): void {
  const name = `Thing${number}`;
  writeFileSync(
    join(folder, `thing-${number}.ts`),
    `/** A thing, number ${number}. See {@link ${name}Done}.\n *\n * @why because\n */
@domain.aggregate
export class ${name} extends Aggregate<${name}> {
  /** How much. */
  @field.float({ default: 0 }) amount!: number;
  @field.string() note?: string;

  /** Does it. */
  do(amount: number) {
    if (amount < 0) throw new RangeError('Too little');
    this.amount += amount;
    this.#tell();
  }

  #tell() {
    this.raise_(new ${name}Done({}));
  }
}

/** It was done. */
@domain.event(${name})
export class ${name}Done extends Event<${name}Done> {}

/** Do it. */
@domain.command(${name})
export class Do${name} extends Command<Do${name}> {}

@domain.commandHandler(${name})
export class ${name}Commands {
  @handle(Do${name})
  async do(command: Do${name}, { repository }: HandlerContext) {
    const things = repository(${name});
    const thing = await things.get(command.id);
    thing.do(1);
    await things.add(thing);
  }
}
`,
  );
  const Thing = { [name]: class extends Aggregate {} }[name]!;
  field.float({ default: 0 })(Thing.prototype as never, 'amount' as never);
  field.string()(Thing.prototype as never, 'note' as never);
  domain.register(Thing);
  domain.register({ [`${name}Done`]: class extends Event {} }[`${name}Done`]!, { partOf: name });
  const Do = domain.register({ [`Do${name}`]: class extends Command {} }[`Do${name}`]!, { partOf: name });
  const Commands = {
    [`${name}Commands`]: class {
      do() {}
    },
  }[`${name}Commands`]!;
  handle(Do)(Commands.prototype, 'do', Object.getOwnPropertyDescriptor(Commands.prototype, 'do') as never);
  domain.register(Commands, { kind: 'commandHandler', partOf: name });
}

test('a thousand elements are read in three seconds', () => {
  const folder = mkdtempSync(join(tmpdir(), 'scale-'));
  mkdirSync(join(folder, 'src'));
  const domain = new Domain('Large');
  for (let number = 0; number < 250; number += 1) addContext(domain, join(folder, 'src'), number);

  const begun = process.cpuUsage();
  const model = readModel(domain, { root: folder, sources: ['src'] });
  const { user, system } = process.cpuUsage(begun);
  rmSync(folder, { recursive: true });

  expect(model.elements).toHaveLength(1000);
  expect(model.provenance.gaps).toEqual([]);
  expect(model.edges.filter(({ kind }) => kind === 'raises')).toHaveLength(250);
  expect(model.edges.filter(({ kind }) => kind === 'invokes')).toHaveLength(250);
  expect(parseModel(canonicalModel(model))).toEqual(model);
  // Of the processor: others may be busy on the machine.
  expect((user + system) / 1_000_000).toBeLessThan(3);
});
