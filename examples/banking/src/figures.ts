/** Whole cents as euros: `-1,234.50`. */
export function euros(cents: number): string {
  return (cents / 100).toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

export function number(value: number): string {
  return value.toLocaleString('en');
}

/** `2025-01-31 12:00`, in UTC. */
export function moment(date: Date): string {
  return date.toISOString().slice(0, 16).replace('T', ' ');
}
