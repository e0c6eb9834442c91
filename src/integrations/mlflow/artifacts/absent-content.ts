import { PedigraphError } from '#platform/errors/pedigraph-error.js';

/** What to make of an error of reading a content: NOT_FOUND where its code or name says that nothing is there. */
export function absentContent(digest: string, absent: string): (error: Error & { readonly code?: string }) => never {
  return (error) => {
    if (error.code !== absent && error.name !== absent) throw error;
    throw new PedigraphError(
      'NOT_FOUND',
      `The bytes of ${digest} are not where artifacts lie: PEDIGRAPH_ARTIFACTS names another place than when they were stored, or somebody deleted them.`,
    );
  };
}
