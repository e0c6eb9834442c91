import { PedigraphError } from '#platform/errors/pedigraph-error.js';

/** @throws {PedigraphError} CONFLICT where the server comes to another digest than the bundle has */
export function refuseOtherDigest(
  { key, digest }: { readonly key: string; readonly digest: string },
  found: string | null,
): void {
  if (found === digest) return;
  throw new PedigraphError(
    'CONFLICT',
    `Expected the server to come to the digest ${digest} of ${key}, but it came to ${found}: the bundle says of it what was not sealed, or the server is of another release. What stands before it in the bundle was written, and it was not named.`,
    { key, digest, found },
  );
}
