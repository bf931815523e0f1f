/** How a context relates to another, in the words of Evans and Vernon. */
export interface ContextRelationship {
  /** Name of the other context. */
  readonly to: string;
  /** The pattern: `customer-supplier`, `conformist`, `anticorruption-layer`, `open-host-service`, `shared-kernel`, … */
  readonly as: string;
  /** Whether this context depends on the other (`downstream`) or the other way round. */
  readonly direction?: 'upstream' | 'downstream';
  readonly description?: string;
}

/** What is said about a domain as a whole, for the documentation. */
export interface DomainDescription {
  /** What the context is about. */
  readonly description?: string;
  /** Teams or people who answer for it. */
  readonly owners?: readonly string[];
  /** What it means to the business. */
  readonly classification?: 'core' | 'supporting' | 'generic';
  /** How it relates to other contexts. */
  readonly relationships?: readonly ContextRelationship[];
}
