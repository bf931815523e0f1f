/**
 * The kinds of field, by the names they have in `field`, each with the type of its options.
 */
export { auto, type AutoOptions } from './auto.js';
export { boolean, type BooleanOptions } from './boolean.js';
export { custom, type CustomOptions } from './custom.js';
export { date, type DateOptions } from './date.js';
export { dateTime, type DateTimeOptions } from './date-time.js';
export { decimal, type DecimalOptions } from './decimal.js';
export { dict, type DictOptions } from './dict.js';
export { enumeration as enum, type EnumOptions } from './enumeration.js';
export { float, type FloatOptions } from './float.js';
export { hasMany, type HasManyOptions } from './has-many.js';
export { hasOne, type HasOneOptions } from './has-one.js';
export { identifier, type IdentifierOptions } from './identifier.js';
export { integer, type BigIntegerOptions, type IntegerOptions } from './integer.js';
export { json, type JsonOptions } from './json.js';
export { list, type ListOptions } from './list.js';
export { reference, type ReferenceOptions } from './reference.js';
export { status, type StatusOptions } from './status.js';
export { string, type StringOptions } from './string.js';
export { text, type TextOptions } from './text.js';
export { valueObject, type ValueObjectOptions } from './value-object.js';
