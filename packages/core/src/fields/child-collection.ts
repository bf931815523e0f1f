/**
 * What the property of a `field.hasMany` field must be, as far as fields know: `Children` (elements/children.ts) is it;
 * an array is not.
 */
export interface ChildCollection<T> extends Iterable<T> {
  readonly size: number;
  get(identity: never): T | undefined;
}
