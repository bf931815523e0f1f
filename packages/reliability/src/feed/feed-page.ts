/** What a reader of the feed has come across, in order: places and references. */
export type Seen = readonly { readonly place: number; readonly reference: string }[];

/** Gives what comes after a place, so many at most. */
export type ReadPage = (after: number, limit: number) => Promise<Seen>;
