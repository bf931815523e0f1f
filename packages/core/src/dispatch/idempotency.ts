import { DomainryError } from '../errors/domainry-error.js';
import { faultPoint } from '../errors/fault-point.js';
import { checksumOf } from '../messages/checksum.js';
import type { MessageMetadata } from '../messages/message.js';
import type { Transaction } from '../ports/database.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import type { DispatchHost } from './dispatch-host.js';
import { readResult, writeResult } from './stored-result.js';

/** A claim on what makes a command one of a kind; completed in the transaction that does what it asks for. */
export interface Claim {
  readonly key: string;
  readonly fingerprint: string;
  /** Whether the result is given again to whoever repeats the command. */
  readonly keepsResult: boolean;
}

/**
 * What has to be claimed for a command: its idempotency key; or, for one that waited in the outbox, its identity, since it may
 * be taken from there twice. Undefined when nothing makes it recognisable.
 *
 * Keys are kept apart by domain, element and tenant: `Banking.Withdraw:order-17`, `Banking.Withdraw@acme:order-17`.
 */
export function claimOf(
  { registry, writeCommand }: Pick<DispatchHost, 'registry' | 'writeCommand'>,
  element: RegisteredElement,
  command: object,
  { id, idempotencyKey, tenant }: MessageMetadata,
  isFromOutbox: boolean,
): Claim | undefined {
  if (idempotencyKey === undefined && !isFromOutbox) return undefined;
  const owner = tenant === undefined ? '' : `@${encodeURIComponent(tenant)}`;
  const space = `${registry.domain}.${element.name}${owner}`;
  if (idempotencyKey === undefined) return { key: `${space}#${id}`, fingerprint: id, keepsResult: false };
  const fingerprint = checksumOf([element.name, writeCommand(command)]);
  return { key: `${space}:${idempotencyKey}`, fingerprint, keepsResult: true };
}

/** What a command came to that was handled before. */
export interface Replay {
  readonly result: unknown;
}

/**
 * Takes a claim, or gives what was completed under it.
 *
 * @throws DomainryError COMMAND_IN_FLIGHT, IDEMPOTENCY_MISMATCH.
 */
export async function takeClaim(
  { registry }: Pick<DispatchHost, 'registry'>,
  element: RegisteredElement,
  transaction: Transaction,
  claim: Claim,
  whenInFlight: 'wait' | 'fail',
): Promise<Replay | undefined> {
  const record = await transaction.idempotency.claim(claim.key, claim.fingerprint, whenInFlight);
  faultPoint('command.claimed');
  if (record === undefined) return undefined;
  if (record.fingerprint !== claim.fingerprint) throw mismatch(element, claim.key);
  const findModel = (name: string): RegisteredElement['model'] => registry.find(name)?.model;
  return { result: readResult(record.result, findModel) };
}

/**
 * Keeps what a command came to, in the transaction that does it.
 *
 * @throws DomainryError RESULT_NOT_STORABLE.
 */
export async function completeClaim(
  transaction: Transaction,
  claim: Claim,
  result: unknown,
  label: string,
  time: number,
): Promise<void> {
  await transaction.idempotency.complete({
    key: claim.key,
    fingerprint: claim.fingerprint,
    result: claim.keepsResult ? writeResult(result, label) : undefined,
    time,
  });
  faultPoint('command.completed');
}

function mismatch({ name }: RegisteredElement, key: string): DomainryError {
  return new DomainryError(
    'IDEMPOTENCY_MISMATCH',
    `${name} was processed with an idempotency key that another ${name}, with other values, was handled under. Use a new key for each thing that is to happen.`,
    { details: { command: name, key } },
  );
}
