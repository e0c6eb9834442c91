import { type DocumentNode, getOperationAST, OperationTypeNode, print } from 'graphql';
import * as z from 'zod';
import type { Caller } from '../auth/caller.js';
import { DIGEST_PATTERN, sha256 } from '../digest/digest.js';
import { PedigraphError } from '../errors/pedigraph-error.js';
import type { IdempotentRequest } from './idempotent-request.js';

/** A request to a subgraph, as far as its key goes. */
export interface KeyedRequest {
  readonly idempotent?: IdempotentRequest | undefined;
  readonly caller: Caller;
  readonly document: DocumentNode;
  readonly operationName?: string | undefined;
}

/** The header in which a gateway, or a subgraph of ours, passes an idempotency key on to a subgraph. */
export const IDEMPOTENCY_HEADER = 'pedigraph-idempotency';

const idempotentRequest = z.strictObject({
  key: z.string().min(1).max(255),
  operation: z.string().regex(DIGEST_PATTERN),
  path: z.string().max(1_000),
  isOwn: z.boolean().optional(),
});

/**
 * The header under which a request goes to a subgraph; none where it has no key. One of somebody else's gets the header
 * of the standard on a mutation, with a key that is derived from caller, key and document, so that it learns neither.
 * @param isOurs whether it is a subgraph of ours, which reads our header
 */
export function idempotencyHeaders(
  { idempotent, caller, document, operationName }: KeyedRequest,
  isOurs: boolean,
): Readonly<Record<string, string>> {
  if (idempotent === undefined) return {};
  const { key, operation, path, isOwn } = idempotent;
  if (isOurs) return { [IDEMPOTENCY_HEADER]: encode({ key, operation, path, isOwn }) };
  if (getOperationAST(document, operationName)?.operation !== OperationTypeNode.MUTATION) return {};
  return { 'idempotency-key': sha256(JSON.stringify([caller.kind, caller.actor, key, operation, print(document)])) };
}

function encode(request: IdempotentRequest): string {
  return Buffer.from(JSON.stringify(request)).toString('base64url');
}

/**
 * Reads what `idempotencyHeaders` wrote; undefined where the header was not sent. Only the holder of a subgraph's
 * credential gets as far as here.
 * @throws {PedigraphError} BAD_REQUEST where it is anything else.
 */
export function readIdempotencyHeader(header: unknown): IdempotentRequest | undefined {
  if (header === undefined) return undefined;
  try {
    return idempotentRequest.parse(JSON.parse(Buffer.from(String(header), 'base64url').toString()));
  } catch {
    throw new PedigraphError(
      'BAD_REQUEST',
      `The header ${IDEMPOTENCY_HEADER} must be base64url of {"key", "operation", "path", "isOwn"}; only a gateway sends it.`,
    );
  }
}
