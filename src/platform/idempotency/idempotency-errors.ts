import { PedigraphError } from '../errors/pedigraph-error.js';

/** Seconds after which a request that is still being worked on is worth sending again. */
const IN_FLIGHT_RETRY_SECONDS = 1;

/** The key was used for another operation. */
export function keyReused(key: string): PedigraphError {
  return new PedigraphError(
    'IDEMPOTENCY_KEY_REUSED',
    `The idempotency key ${JSON.stringify(key)} was sent with another operation before: take a new key for each operation, and send the same document, variables and operationName again under the same one. Nothing was written.`,
  );
}

/** Another request with the key is writing at this moment. */
export function keyInFlight(key: string): PedigraphError {
  return new PedigraphError(
    'IDEMPOTENCY_KEY_IN_FLIGHT',
    `A request with the idempotency key ${JSON.stringify(key)} is still being worked on: send this one again in a moment, and it has the answer of that one. This request wrote nothing.`,
    { retryAfter: IN_FLIGHT_RETRY_SECONDS },
  );
}

/** The caller has as many keys as one may have. */
export function tooManyKeys(most: number, retryAfter: number): PedigraphError {
  return new PedigraphError(
    'TOO_MANY_IDEMPOTENCY_KEYS',
    `A caller may have ${most} idempotency keys that are not yet forgotten, and you have: send the operation without one, or later, when the oldest is forgotten. Nothing was written.`,
    { limit: most, retryAfter },
  );
}
