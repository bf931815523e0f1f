// oxlint-disable jsdoc/check-tag-names -- comments of every kind are what is read here
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { Aggregate, Domain, Event, field, invariant, type Defaulted } from '@domainry/core';
import { canonicalModel, parseModel, readModel } from '@domainry/model';

const root = fileURLToPath(new URL('../', import.meta.url));
const hostile = new Domain('Hostile', { description: '</script><script>alert(1)</script>' });

/**
 * <img src=x onerror="alert(1)"> </script> `code` | pipe {@link } {@link __proto__} {not a tag} {@inheritDoc}
 *
 * ```mermaid
 * %%{init: {"securityLevel": "loose"}}%%
 *
 *
 * click A call alert()
 * ```
 * @unknown what is this
 * @term __proto__ is a word
 * @term constructor another
 * @see [x](javascript:alert(1))
 * @suppress
 * @alias ,,
 * @deprecated
 * ‮ reversed ‬ {{7*7}} ${7*7} <%= 7 %>
 */
@hostile.aggregate
class Odd extends Aggregate<Odd> {
  /** @ } { < > @ */
  @field.string({ description: '"><svg onload=alert(1)>' }) constructor_?: string;
  @field.float({ default: 0 }) balance!: Defaulted<number>;
  /** */
  @field.string() __proto?: string;
  /***/
  @field.string({ default: '</textarea>' }) toString_!: Defaulted<string>;

  @invariant.post({ message: '| a | b |\n---' }) rule() {
    return true;
  }

  'quoted name'() {
    this.raise_(new Happened({}));
  }

  ['computed' + '!']() {}

  broken(
    this: Odd,
    { a: { b } = { b: 1 }, ...rest }: { a?: { b: number }; c?: string },
    [c, , d] = [1, 2, 3],
  ): string {
    label: for (const key in rest) {
      if (key) continue label;
    }
    try {
      return `${b}${c}${d}${(() => this?.balance)()}`;
    } catch {
      throw new Error(`${b}`);
    } finally {
      void 0;
    }
  }
}

/** {@link Odd~rule} {@link (Odd:class)} {@link Odd.rule|} @*/
@hostile.event(Odd)
class Happened extends Event<Happened> {}

test('whatever stands in comments, names and rules is data', () => {
  const model = readModel(hostile, { root });
  const odd = model.elements.find(({ name }) => name === 'Odd')!;

  expect(parseModel(canonicalModel(model))).toEqual(model);
  expect(odd.documentation?.summary).toContain('<img src=x onerror="alert(1)"> </script> `code` | pipe');
  expect(odd.documentation?.remarks).toContain(
    '%%{init: {"securityLevel": "loose"}}%%\n\n\nclick A call alert()',
  );
  expect(odd.documentation?.links).toBeUndefined();
  expect(odd.suppressions).toEqual([]);
  expect(odd.documentation?.aliases).toBeUndefined();
  expect(odd.methods.map(({ name }) => name)).toEqual(['quoted name', 'broken']);
  expect(model.glossary.map(({ name }) => name)).toEqual(['Happened', 'Odd', '__proto__', 'constructor']);
  expect(model.elements.find(({ name }) => name === 'Happened')?.documentation?.links).toContain(
    'Hostile.Odd',
  );
  expect(Object.getPrototypeOf(model.glossary)).toBe(Array.prototype);
  expect({}).not.toHaveProperty('polluted');
});
