/**
 * Every kind of field: `field.string`, `field.list`, `field.valueObject` …
 *
 * @example
 * ```ts fragment
 * @field.string({ required: true, maxLength: 80 }) name!: string;
 * @field.list(field.string()) tags?: readonly string[];
 * ```
 */
export * as field from './kinds.js';
