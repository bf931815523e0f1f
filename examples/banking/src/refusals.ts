export class NotFound extends Error {}
export class AlreadyExists extends Error {}
export class ForeignCurrency extends Error {}
