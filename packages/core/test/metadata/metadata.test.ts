import { describe, expect, test } from '@jest/globals';
import { Aggregate, field, invariant, type Defaulted } from '@domainry/core';
import { lineage, memberName, metadataSymbol, notesOf, type AnyClass } from '../../src/metadata.js';
import { compilations } from '../elements/compilations.js';

describe('notes of decorators', () => {
  abstract class Base<Self> extends Aggregate<Self> {
    @field.string({ default: 'base' }) name!: Defaulted<string>;
    @field.integer({ default: 1 }) count!: Defaulted<number>;
    @invariant.post mustBeBase() {}
  }
  class Left extends Base<Left> {}
  declareName(Left, field.string({ default: 'left' }));
  class Right extends Base<Right> {
    @field.boolean({ default: true }) own!: Defaulted<boolean>;
  }

  test('are read along the lineage, base first, and a subclass overrides', () => {
    expect([...notesOf(Left, 'field').keys()]).toEqual(['name', 'count']);
    expect(notesOf<{ options: object }>(Left, 'field').get('name')!.options).toEqual({ default: 'left' });
    expect([...notesOf(Right, 'field').keys()]).toEqual(['name', 'count', 'own']);
    expect([...notesOf(Left, 'invariant').keys()]).toEqual(['mustBeBase']);
    expect(notesOf(Left, 'nothing').size).toBe(0);
  });

  test('never reach a sibling or the base', () => {
    expect([...notesOf(Base as AnyClass, 'field').keys()]).toEqual(['name', 'count']);
    expect(notesOf<{ options: object }>(Base as AnyClass, 'field').get('name')!.options).toEqual({
      default: 'base',
    });
  });

  test('names and lineage are plain', () => {
    expect(lineage(Left).slice(-2)).toEqual([Base, Left]);
    expect([memberName('a'), memberName({ kind: 'field', name: 'b', metadata: {} })]).toEqual(['a', 'b']);
    expect(Reflect.get(Symbol, 'metadata')).toBe(metadataSymbol);
  });

  test('a field declared again in a subclass is the one that counts', () => {
    for (const [, newDomain] of compilations) {
      const domain = newDomain();
      class Written extends Base<Written> {}
      declareName(Written, field.string({ default: 'last', maxLength: 4 }));
      const Last = domain.aggregate({ name: 'Last' })(Written);

      expect(new Last().name).toBe('last');
      expect(() => new Last({ name: 'longer' })).toThrow(/Last\.name/);
    }
  });
});

/** TypeScript refuses a property that is declared again without a value; the decorator can be called. */
function declareName(cls: { readonly prototype: object }, decorator: unknown): void {
  (decorator as (prototype: object, name: string) => void)(cls.prototype, 'name');
}
