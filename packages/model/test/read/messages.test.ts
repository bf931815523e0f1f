import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { Aggregate, Command, Domain, Event, field, handle } from '@domainry/core';
import {
  extractDocumentation,
  landscapeOf,
  ModelDocumentError,
  readModel,
  type ElementDocument,
} from '@domainry/model';

const root = fileURLToPath(new URL('../', import.meta.url));
const desk = new Domain('Desk');

@desk.aggregate
class Parcel extends Aggregate<Parcel> {}

/** As it was at first. */
const First = desk.register(class Sent extends Event {}, { partOf: Parcel });
desk.register(class Sent extends Event {}, { partOf: Parcel, version: 2 });

@desk.event(Parcel, {
  version: 3,
  renamedFrom: ['Posted', 'Post.Sent'],
  tags: () => [],
  lenient: true,
  published: true,
})
class Sent extends Event<Sent> {
  @field.string() readonly to?: string;
}

@desk.command(Parcel, { renamedFrom: 'PostParcel' })
class SendParcel extends Command<SendParcel> {}

@desk.upcaster(Sent, { from: 2, to: 3 })
class WithAddress {
  upcast(data: object) {
    return data;
  }
}

@desk.eventHandler(Parcel)
class Desks {
  @handle(First)
  onFirst() {}

  @handle(Sent)
  onSent() {}
}

const model = readModel(desk, { root });
const elementOf = (id: string): ElementDocument => landscapeOf([model]).find(id)!;

describe('a message in several versions', () => {
  test('has its plain id in the newest only', () => {
    const versions = model.elements
      .filter(({ name }) => name === 'Sent')
      .map(({ id, message }) => [id, message!.type, message!.version]);

    expect(versions).toEqual([
      ['Desk.Sent', 'Desk.Sent.v3', 3],
      ['Desk.Sent.v1', 'Desk.Sent.v1', 1],
      ['Desk.Sent.v2', 'Desk.Sent.v2', 2],
    ]);
  });

  test('is handled in the version that the handler names', () => {
    const handled = model.edges.filter(({ kind }) => kind === 'reacts').map(({ method, to }) => [method, to]);

    expect(handled).toEqual([
      ['onSent', 'Desk.Sent'],
      ['onFirst', 'Desk.Sent.v1'],
    ]);
  });

  test('has the upcasters that lead to it, and no others', () => {
    expect(elementOf('Desk.Sent').message!.upcasters).toEqual([
      { from: 2, to: 3, upcaster: 'Desk.WithAddress' },
    ]);
    expect(elementOf('Desk.Sent.v2').message!.upcasters).toEqual([]);
  });
});

test('a message tells its former names, its tags and how strictly it is read', () => {
  expect(elementOf('Desk.Sent').message).toMatchObject({
    renamedFrom: ['Posted', 'Post.Sent'],
    tagged: true,
    lenient: true,
    published: true,
  });
  expect(elementOf('Desk.SendParcel').message).toMatchObject({ renamedFrom: ['PostParcel'] });
  expect(elementOf('Desk.Sent.v1').message).toEqual({ type: 'Desk.Sent.v1', version: 1, upcasters: [] });
});

test('what the sources of another domain say is refused', () => {
  const sidecar = extractDocumentation(new Domain('Counter'), { root });

  expect(() => readModel(desk, { root, sidecar })).toThrow(ModelDocumentError);
  expect(() => readModel(desk, { root, sidecar })).toThrow(
    'The sidecar tells what the sources of Counter say, and the model is that of Desk.',
  );
});

void [SendParcel, WithAddress, Desks];
