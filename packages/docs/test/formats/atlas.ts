import {
  Aggregate,
  Command,
  Decimal,
  Domain,
  Entity,
  Event,
  Projection,
  Query,
  ValueObject,
  describeRegistry,
  field,
  type Children,
  type Defaulted,
  type FieldCodec,
  type FieldSummary,
} from '@domainry/core';
import type { FieldDocument, ModelDocument } from '@domainry/model';
import { writeModel, type WrittenElement } from '../bookshop/write-model.js';

const domain = new Domain('Atlas');

class Colour {
  constructor(readonly hex: string) {}
}

const colour: FieldCodec<Colour> = {
  name: 'colour',
  accept: (value) => {
    if (value instanceof Colour) return value;
    throw new Error('a Colour');
  },
  toJson: ({ hex }) => hex,
  fromJson: (json) => new Colour(JSON.stringify(json).slice(1, -1)),
};

@domain.valueObject
class Point extends ValueObject<Point> {
  @field.float({ required: true, min: -90, max: 90, examples: [52.5] }) readonly latitude!: number;
  @field.float({ required: true, min: -180, max: 180 }) readonly longitude!: number;
  @field.string({ nullable: true, maxLength: 20 }) readonly label!: string | null;
}

/** Holds itself. */
@domain.valueObject
class Region extends ValueObject<Region> {
  @field.string({ required: true, minLength: 2 }) readonly name!: string;
  @field.list(field.valueObject<Region>('Region')) readonly parts?: readonly Region[];
}

@domain.aggregate
class Place extends Aggregate<Place> {
  @field.identifier({ identifier: true, type: 'uuid' }) readonly placeId!: Defaulted<string>;
  @field.string({ required: true, description: 'As people say it.' }) name!: string;
  @field.hasMany(() => Visit) readonly visits!: Children<Visit>;
  @field.status(['Open', 'Closed'], { default: 'Open', transitions: { Open: ['Closed'] } })
  state!: Defaulted<'Open' | 'Closed'>;
}

@domain.entity(Place)
class Visit extends Entity<Visit> {
  @field.identifier({ identifier: true }) readonly visitId!: Defaulted<string>;
  @field.date({ required: true, min: '1900-01-01' }) day!: string;
}

/** Every kind of field, with every rule it knows. */
@domain.event(Place, { version: 2, published: true })
class Surveyed extends Event<Surveyed> {
  @field.string({ required: true, pattern: /^[A-Z]{2}-\d{3,5}$/, maxLength: 12 }) readonly code!: string;
  @field.string({ required: true, pattern: /^(yes|no)$/i }) readonly consent!: string;
  @field.string({ default: 'web', choices: ['web', 'phone'] }) readonly channel!: Defaulted<string>;
  @field.text({ minLength: 1 }) readonly notes?: string;
  @field.integer({ required: true, min: 0, max: 9999 }) readonly height!: number;
  @field.integer({ choices: [1, 3, 5] }) readonly lanes?: number;
  @field.integer({ required: true, bigint: true, min: 0n }) readonly population!: bigint;
  @field.float({ nullable: true }) readonly slope!: number | null;
  @field.decimal({ required: true, precision: 8, scale: 2, min: '0.01' }) readonly price!: Decimal;
  @field.decimal({ choices: [new Decimal('1'), new Decimal('2.5')], scale: 1 }) readonly factor?: Decimal;
  @field.decimal({ examples: [new Decimal('1e21')] }) readonly mass?: Decimal;
  @field.boolean({ default: false }) readonly paved!: Defaulted<boolean>;
  @field.date({ required: true, min: '1900-01-01', max: '2024-12-31' }) readonly built!: string;
  @field.dateTime({ required: true, max: new Date('2030-01-01T00:00:00Z') }) readonly measuredAt!: Date;
  @field.identifier({ required: true }) readonly surveyor!: string;
  @field.identifier({ required: true, type: 'uuid' }) readonly device!: string;
  @field.identifier({ type: 'integer' }) readonly row?: number;
  @field.auto() readonly receipt!: Defaulted<string>;
  @field.auto({ from: () => 7 }) readonly ticket!: Defaulted<number>;
  @field.auto({ increment: true }) readonly serial?: number;
  @field.reference(() => Place, { required: true, type: 'uuid' }) readonly placeId!: string;
  @field.enum([1, 2, 3], { required: true }) readonly grade!: 1 | 2 | 3;
  @field.enum({ North: 'north pole', South: 'south' }) readonly pole?: 'north pole' | 'south';
  @field.json() readonly raw?: object;
  @field.custom(colour) readonly paint?: Colour;
  @field.list(field.string({ maxLength: 5 }), { default: [], distinct: true, maxLength: 4 })
  readonly tags!: Defaulted<readonly string[]>;
  @field.list(field.list(field.integer()), { minLength: 2 }) readonly grid?: readonly (readonly number[])[];
  @field.list(field.decimal({ scale: 2 })) readonly samples?: readonly Decimal[];
  @field.dict(field.dateTime(), { minLength: 1 }) readonly seen?: Readonly<Record<string, Date>>;
  @field.dict(field.list(field.valueObject(() => Point))) readonly tracks?: Readonly<
    Record<string, readonly Point[]>
  >;
  @field.valueObject(() => Point, { required: true }) readonly centre!: Point;
  @field.valueObject(() => Region) readonly region?: Region;
  @field.string({ renamedFrom: ['author', 'writer'], personal: 'contact', required: true })
  readonly by!: string;
  @field.string({ deprecated: { since: '1.0', use: 'notes' } }) readonly remark?: string;
}

@domain.command(Place)
class RenamePlace extends Command<RenamePlace> {
  @field.reference(() => Place, { required: true, type: 'uuid' }) readonly placeId!: string;
  @field.string({ required: true, renamedFrom: 'title' }) readonly name!: string;
  @field.integer({ default: 1, min: 1 }) readonly attempts!: Defaulted<number>;
}

@domain.projection
class PlaceList extends Projection<PlaceList> {
  @field.identifier({ identifier: true, required: true }) readonly placeId!: string;
  @field.string({ required: true }) name!: string;
}

@domain.query({ partOf: PlaceList })
class FindPlaces extends Query<FindPlaces> {
  @field.string({ maxLength: 50 }) readonly named?: string;
  @field.list(field.identifier()) readonly ids?: readonly string[];
}

/** Classes with contents, by the name of their element. */
export const classes = { Point, Region, Place, Visit, Surveyed, RenamePlace, PlaceList, FindPlaces };

await domain.init();

/** What the registry knows of the atlas, as a model document. */
export const atlas: ModelDocument = writeModel({
  context: { name: 'Atlas', description: 'Where things are.' },
  elements: describeRegistry(domain.registry).elements.map((summary): WrittenElement => {
    const { type, belongsTo, aggregate, storedAs, stream, ...told } = summary;
    return {
      ...(told as unknown as WrittenElement),
      ...(belongsTo === undefined ? {} : { belongsTo: `Atlas.${belongsTo}` }),
      ...(aggregate === undefined ? {} : { aggregate: `Atlas.${aggregate}` }),
      ...(stream === undefined && storedAs === undefined
        ? {}
        : {
            storage: {
              ...(storedAs === undefined ? {} : { storedAs }),
              ...(stream === undefined ? {} : { stream }),
            },
          }),
      ...(type === undefined
        ? {}
        : {
            message: {
              type,
              version: Number(/\d+$/.exec(type)?.[0] ?? 1),
              upcasters: [],
              ...(summary.options['published'] === true ? { published: true } : {}),
            },
          }),
      invariants: [],
      handlers: [],
      fields: summary.fields.map(withIds),
    };
  }),
});

function withIds({ target, items, ...told }: FieldSummary): FieldDocument {
  return {
    ...(told as unknown as FieldDocument),
    ...(target === undefined ? {} : { target: `Atlas.${target}` }),
    ...(items === undefined ? {} : { items: withIds(items) }),
  };
}
