import type { GraphQLError } from 'graphql';
import { errorAt } from './relocate-error.js';

/** Makes what puts the client's names into the path of an error, in place of those that were planned with. */
export function compileRenaming(clientNames: ReadonlyMap<string, string>): (error: GraphQLError) => GraphQLError {
  if (clientNames.size === 0) return (error) => error;
  const clientName = (key: string | number) => (typeof key === 'string' ? (clientNames.get(key) ?? key) : key);
  return (error) => {
    const isRenamed = error.path?.some((key) => typeof key === 'string' && clientNames.has(key)) === true;
    return isRenamed ? errorAt(error, (error.path ?? []).map(clientName)) : error;
  };
}
