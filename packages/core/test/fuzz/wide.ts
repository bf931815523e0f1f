import {
  Aggregate,
  Entity,
  ValueObject,
  field,
  type Children,
  type Defaulted,
  type Domain,
} from '@domainry/core';

/** An element with fields of many kinds, and one that holds itself. */
export function wideIn(domain: Domain) {
  @domain.valueObject
  class Money extends ValueObject<Money> {
    @field.integer({ required: true, min: 0 }) readonly amount!: number;
    @field.string({ required: true, pattern: /^[A-Z]{3}$/ }) readonly currency!: string;
  }

  @domain.entity('Wide')
  class Node extends Entity<Node> {
    @field.string({ default: '' }) label!: Defaulted<string>;
    @field.hasMany(() => Node) readonly nodes!: Children<Node>;
    @field.hasOne(() => Node) next?: Node | undefined;
  }

  @domain.aggregate
  class Wide extends Aggregate<Wide> {
    @field.string({ required: true, maxLength: 20 }) name!: string;
    @field.text() about?: string | undefined;
    @field.integer({ default: 1, min: -5, max: 500 }) count!: Defaulted<number>;
    @field.float({ nullable: true }) ratio!: number | null;
    @field.boolean({ default: false }) flag!: Defaulted<boolean>;
    @field.date() day?: string | undefined;
    @field.dateTime() moment?: Date | undefined;
    @field.identifier() code?: string | undefined;
    @field.json() data?: object | undefined;
    @field.list(field.string({ maxLength: 5 })) tags?: readonly string[] | undefined;
    @field.dict(field.integer()) scores?: Readonly<Record<string, number>> | undefined;
    @field.valueObject(Money) price?: Money | undefined;
    @field.hasMany(Node) readonly nodes!: Children<Node>;
    @field.hasOne(Node) root?: Node | undefined;
  }

  return { Money, Node, Wide };
}
