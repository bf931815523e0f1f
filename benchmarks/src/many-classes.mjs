// Source text of 500 aggregates with ten fields, for what a large model costs at start-up.

const fields = [
  ['string({ required: true })', 'name', 'string'],
  ['string({ required: true, maxLength: 80 })', 'street', 'string'],
  ['string()', 'remark', 'string'],
  ['text()', 'notes', 'string'],
  ['float({ required: true })', 'balance', 'number'],
  ['float({ min: 0, required: true })', 'limit', 'number'],
  ['integer({ min: 1, required: true })', 'quantity', 'number'],
  ['integer({ required: true })', 'priority', 'number'],
  ['boolean({ required: true })', 'active', 'boolean'],
  ['identifier({ required: true })', 'customer', 'string'],
];

/** @param decorated - with Domainry, or the same classes without anything. */
export function manyClasses(decorated) {
  const classes = Array.from({ length: 500 }, (_, index) =>
    decorated ? decoratedClass(`Model${index}`) : plainClass(`Model${index}`),
  );
  return decorated
    ? `import { Aggregate, Domain, field, invariant } from '@domainry/core';
const many = new Domain('Many');
${classes.join('\n')}
await many.init();
export const elements = [${Array.from({ length: 500 }, (_, index) => `Model${index}`).join(', ')}];
`
    : classes.join('\n');
}

function decoratedClass(name) {
  return `@many.aggregate
export class ${name} extends Aggregate<${name}> {
${fields.map(([decorator, field, type]) => `  @field.${decorator} ${field}!: ${type};`).join('\n')}
  @invariant.post
  balanceIsAboveLimit() { if (this.balance < -this.limit) throw new RangeError('The balance is too low.'); }
  deposit(amount: number) { this.balance += amount; }
}`;
}

function plainClass(name) {
  return `export class ${name} {
${fields.map(([, field, type]) => `  ${field}!: ${type};`).join('\n')}
  balanceIsAboveLimit() { if (this.balance < -this.limit) throw new RangeError('The balance is too low.'); }
  deposit(amount: number) { this.balance += amount; }
}`;
}
