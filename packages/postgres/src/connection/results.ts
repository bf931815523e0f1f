import type { CustomTypesConfig } from 'pg';

const booleans = 16;
const moments = 1184;

/**
 * What comes out of the server is text, and stays so: what a value is, the registry knows. Only what PostgreSQL writes in words
 * of its own is put into ours: truth values, and moments as ISO 8601. Sessions show moments in UTC.
 */
export const textResults: CustomTypesConfig = {
  getTypeParser: (type: number) => {
    if (type === booleans) return (text: string) => text === 't';
    if (type === moments) return (text: string) => new Date(`${text.replace(' ', 'T')}:00`).toISOString();
    return textAsItIs;
  },
};

/** What is done to most values. */
export function textAsItIs(text: string): string {
  return text;
}

/** Whole numbers that always are numbers of JavaScript, and floats. */
const numbers: ReadonlySet<number> = new Set([21, 23, 700, 701]);
const bigint = 20;
const json: ReadonlySet<number> = new Set([114, 3802]);

/**
 * What statements of users are given: numbers as numbers, where they are exact, and JSON as values. Decimals, days and everything
 * else stay texts.
 */
export const rawResults: CustomTypesConfig = {
  getTypeParser: (type: number) => {
    if (numbers.has(type)) return Number;
    if (type === bigint)
      return (text: string) => (Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text));
    if (json.has(type)) return (text: string) => JSON.parse(text) as unknown;
    return textResults.getTypeParser(type) as (text: string) => unknown;
  },
};
