import { type Caller, isAuthenticated } from '#platform/auth/caller.js';
import { admitsAnonymous, type Config } from '#platform/config/config.js';
import type { SchemaInErrors } from '#platform/errors/hide-schema.js';

/** Whether a caller may read the schema by introspection. */
export type MayReadSchema = (caller: Pick<Caller, 'kind'>) => boolean;

/** Those who may, by the setting; where there is none, everybody, or on a server that wants a token who has shown one. */
export function schemaReaders(config: Pick<Config, 'gateway'> & Parameters<typeof admitsAnonymous>[0]): MayReadSchema {
  const { introspection = admitsAnonymous(config) ? 'open' : 'authenticated' } = config.gateway;
  switch (introspection) {
    case 'open':
      return () => true;
    case 'authenticated':
      return isAuthenticated;
    case 'closed':
      return () => false;
  }
}

/**
 * What errors tell a caller of the schema: who may not read it is suggested no name, and who has shown no credential
 * either is told no more than that the document does not fit.
 */
export function schemaInErrors(
  mayReadSchema: MayReadSchema,
): (caller: Pick<Caller, 'kind'> | undefined) => SchemaInErrors {
  return (caller) => {
    if (caller === undefined) return 'hidden';
    if (mayReadSchema(caller)) return 'suggested';
    return isAuthenticated(caller) ? 'named' : 'hidden';
  };
}
