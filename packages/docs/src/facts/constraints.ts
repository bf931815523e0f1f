import type { FieldDocument } from '@domainry/model';

type Constraints = FieldDocument['constraints'];

/** What a value of a field has to be, in words: `at least 1`, `2 to 80 characters`. */
export function constraintsInWords(field: FieldDocument): readonly string[] {
  const { constraints, unique, readOnly } = field;
  const rest = Object.entries(constraints).filter(([name]) => !told.has(name));
  return [
    ...bounds(constraints),
    ...lengths(field),
    ...digits(constraints),
    ...(constraints['pattern'] === undefined ? [] : [`matches ${patternOf(constraints)}`]),
    ...(constraints['distinct'] === true ? ['no item twice'] : []),
    ...(constraints['increment'] === true ? ['counted by the store'] : []),
    ...(constraints['stamp'] === undefined ? [] : [`set when ${plain(constraints['stamp'])}`]),
    ...rest.map(([name, value]) => `${name}: ${JSON.stringify(value)}`),
    ...(unique === true ? ['unique'] : []),
    ...(readOnly === true ? ['never changes'] : []),
  ];
}

/** The values a field may have, when they are counted out. */
export function choicesOf({ constraints }: FieldDocument): readonly string[] {
  const { choices } = constraints;
  return Array.isArray(choices) ? choices.map(String) : [];
}

/** What a construction may fail with, in words: what it has to be, and that it has to be there. */
export function conditionsOf(field: FieldDocument): readonly string[] {
  const choices = choicesOf(field);
  return [
    ...(field.presence === 'required' ? ['has to be given'] : []),
    ...constraintsInWords(field).filter((words) => words !== 'never changes'),
    ...(choices.length === 0 ? [] : [`one of ${choices.join(', ')}`]),
  ];
}

/** Told elsewhere, or in words of their own. */
const told = new Set([
  'min',
  'max',
  'minLength',
  'maxLength',
  'precision',
  'scale',
  'pattern',
  'patternFlags',
  'distinct',
  'increment',
  'stamp',
  'choices',
  'transitions',
  'type',
]);

function bounds({ min, max }: Constraints): readonly string[] {
  if (min !== undefined && max !== undefined) return [`${plain(min)} to ${plain(max)}`];
  if (min !== undefined) return [`at least ${plain(min)}`];
  return max === undefined ? [] : [`at most ${plain(max)}`];
}

function lengths({ kind, constraints: { minLength, maxLength } }: FieldDocument): readonly string[] {
  const parts = kind === 'list' || kind === 'dict' ? 'items' : 'characters';
  if (minLength !== undefined && minLength === maxLength) return [`${plain(minLength)} ${parts}`];
  if (minLength !== undefined && maxLength !== undefined)
    return [`${plain(minLength)} to ${plain(maxLength)} ${parts}`];
  if (minLength !== undefined) return [`at least ${plain(minLength)} ${parts}`];
  return maxLength === undefined ? [] : [`at most ${plain(maxLength)} ${parts}`];
}

function digits({ precision, scale }: Constraints): readonly string[] {
  return [
    ...(precision === undefined ? [] : [`at most ${plain(precision)} digits`]),
    ...(scale === undefined ? [] : [`at most ${plain(scale)} decimals`]),
  ];
}

function patternOf({ pattern, patternFlags }: Constraints): string {
  return `/${plain(pattern)}/${plain(patternFlags ?? '')}`;
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
