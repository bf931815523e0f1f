import {
  Aggregate,
  Command,
  Domain,
  Entity,
  Event,
  field,
  handle,
  type Children,
  type Defaulted,
  type HandlerContext,
} from '@domainry/core';

/** What processes work on until they are killed: each command leaves a state, a child, an event and a record of its key. */
export const tallies = new Domain('Tallies');

@tallies.event('Tally')
class Added extends Event<Added> {
  @field.text({ required: true }) readonly reference!: string;
}

@tallies.entity('Tally')
export class Entry extends Entity<Entry> {
  @field.text({ required: true }) reference!: string;
}

@tallies.aggregate
export class Tally extends Aggregate<Tally> {
  @field.identifier({ identifier: true, required: true }) readonly name!: string;
  @field.integer({ default: 0 }) count!: Defaulted<number>;
  @field.hasMany(() => Entry) readonly entries!: Children<Entry>;

  add(reference: string) {
    this.count += 1;
    this.entries.add({ reference });
    this.raise_(new Added({ reference }));
  }
}

@tallies.command(Tally)
export class Add extends Command<Add, number> {
  @field.identifier({ required: true }) readonly name!: string;
  @field.text({ required: true }) readonly reference!: string;
}

@tallies.commandHandler(Tally)
class TallyCommands {
  @handle(Add)
  async add({ name, reference }: Add, { repository }: HandlerContext): Promise<number> {
    const repositoryOfTallies = repository(Tally);
    const tally = (await repositoryOfTallies.getOrNull(name)) ?? new Tally({ name });
    tally.add(reference);
    await repositoryOfTallies.add(tally);
    return tally.count;
  }
}
