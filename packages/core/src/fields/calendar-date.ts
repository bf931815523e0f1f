const shape = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

/** Whether a value names a day of the Gregorian calendar as `YYYY-MM-DD`, in the years 0001 to 9999. */
export function isCalendarDate(value: unknown): value is string {
  if (typeof value !== 'string' || value.length !== 10 || !shape.test(value)) return false;
  const year = Number(value.slice(0, 4));
  const day = Number(value.slice(8));
  return year > 0 && day > 0 && day <= daysInMonth(year, Number(value.slice(5, 7)));
}

/** How many days a month has; 0 when there is no such month. */
function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return monthLengths[month - 1] ?? 0;
}

const monthLengths: readonly number[] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
