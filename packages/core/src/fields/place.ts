import type { ChildCollection } from './child-collection.js';
import type { FieldMismatch, Fits, Presence } from './presence.js';

/**
 * `unknown` when a descriptor of value type `V` may stand where it does, else a {@link FieldMismatch} that says why not.
 *
 * @typeParam Target - what a legacy decorator is given first: the prototype.
 * @typeParam Where - the name of the property for legacy decorators, the context for standard ones.
 */
export type FitsPlace<Target, Where, V, Kind extends Presence> = Where extends string
  ? Where extends keyof Target
    ? Fits<Target[Where], V, Kind>
    : FitsHidden<V, Kind>
  : Where extends { readonly static: true }
    ? FieldMismatch<'The property is static: fields belong to instances.'>
    : Where extends { readonly private: true }
      ? FieldMismatch<'The property has a #private name, which nothing can read: use "private" or "protected".'>
      : Where extends {
            readonly name: infer Name;
            readonly access: { get(instance: infer This): infer Property };
          }
        ? Name extends keyof This
          ? Fits<Property, V, Kind>
          : FitsHidden<V, Kind> & Fits<Property, V, Kind>
        : unknown;

/**
 * A private or protected property is no key of its class, so construction does not take it: it must have a value
 * without. (Legacy decorators cannot see its type, so only its presence is checked there.)
 */
type FitsHidden<V, Kind extends Presence> = Kind extends 'required'
  ? [V] extends [ChildCollection<unknown>]
    ? unknown
    : FieldMismatch<'The field is required, but construction cannot take a private or protected property: give it a default or make it public.'>
  : unknown;
