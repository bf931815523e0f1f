/**
 * What differs in the case at hand: `still-clock` asks no clock, `no-record` keeps no time, source and sequence of
 * events (by hand only), `interpreted` compiles no code, `many-handlers` registers 500 more of commands and of events.
 */
export const variant: string = process.env['BENCH_VARIANT'] ?? '';
