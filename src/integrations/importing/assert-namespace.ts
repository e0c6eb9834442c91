import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { NAME_PATTERN } from '#platform/refs/ref.js';

/** @throws {PedigraphError} BAD_USER_INPUT where `namespace` is no name, or leaves no room for one behind it. */
export function assertNamespace(namespace: string): void {
  if (NAME_PATTERN.test(namespace) && namespace.length <= 100 && namespace.split('/').length < 6) return;
  throw new PedigraphError(
    'BAD_USER_INPUT',
    `Expected a namespace of at most five segments of letters, digits, ".", "_" or "-", split by "/" and 100 characters long at most, but got ${JSON.stringify(namespace)}.`,
  );
}
