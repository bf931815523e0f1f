/** One thing that was looked at. */
export interface Examination {
  /** Stable: `NODE_VERSION`. */
  readonly code: string;
  readonly what: string;
  readonly state: 'good' | 'doubtful' | 'wrong';
  readonly says: string;
  readonly fix?: string;
}
