import { type GraphQLFieldResolver, isObjectType } from 'graphql';
import { PedigraphError } from '../errors/pedigraph-error.js';
import { isPromise } from '../turns/is-promise.js';
import type { ResolveReference } from './subgraph-definition.js';

/** A representation as the gateway sends it: the name of its type and the fields of one of its keys. */
type Representation = Readonly<Record<string, unknown>> & { readonly __typename: string };

/** The most entities of one request. */
export const MAX_REPRESENTATIONS = 50_000;
/** Entities that are asked for before others have their turn. */
const A_TURN = 1_000;

/**
 * The resolver of `Query._entities`: each entity in the place of its representation, null for one that is not there, an
 * error in the place of one that cannot be resolved (Apollo Federation subgraph specification). As `@apollo/subgraph`
 * has it, with one promise for the list in place of four for each entity. More than a thousand are resolved in turns,
 * and no more once the request is over.
 */
export function resolveEntities<Context>(
  references: Readonly<Record<string, ResolveReference<Context>>>,
): GraphQLFieldResolver<unknown, Context, { readonly representations: readonly Representation[] }> {
  const resolve = (representation: Representation, context: Context): unknown => {
    const { __typename: type } = representation;
    const reference = references[type];
    return reference === undefined ? representation : reference(representation, context);
  };
  return (_root, { representations }, context, { schema }) => {
    refuseTooMany(representations.length);
    const entities: unknown[] = new Array(representations.length).fill(null);
    return new Promise((done, fail) => {
      let missing = representations.length;
      const put = (index: number, entity: unknown): void => {
        entities[index] = entity;
        missing -= 1;
        if (missing === 0) done(entities);
      };
      if (missing === 0) done(entities);
      const resolveOne = (representation: Representation, index: number): void => {
        const { __typename: type } = representation;
        try {
          if (!isObjectType(schema.getType(type)))
            throw new PedigraphError(
              'BAD_USER_INPUT',
              `Expected the name of an entity as __typename, but got ${JSON.stringify(type)}.`,
            );
          const found = resolve(representation, context);
          if (isPromise(found)) {
            found.then(
              (entity) => put(index, named(entity, type)),
              (error) => put(index, asError(error)),
            );
          } else put(index, named(found, type));
        } catch (error) {
          put(index, asError(error));
        }
      };
      const resolveFrom = (start: number): void => {
        const signal = (context as { readonly signal?: AbortSignal } | undefined)?.signal;
        if (signal?.aborted === true) {
          fail(signal.reason);
          return;
        }
        const end = Math.min(start + A_TURN, representations.length);
        for (let index = start; index < end; index++) resolveOne(representations[index]!, index);
        if (end < representations.length) setImmediate(resolveFrom, end);
      };
      resolveFrom(0);
    });
  };
}

function refuseTooMany(count: number): void {
  if (count <= MAX_REPRESENTATIONS) return;
  throw new PedigraphError(
    'BAD_USER_INPUT',
    `Expected at most ${MAX_REPRESENTATIONS} representations, but got ${count}: ask for them in parts.`,
    { max: MAX_REPRESENTATIONS },
  );
}

/** Gives an entity its `__typename`: which type of the union `_Entity` it is. */
function named(entity: unknown, type: string): unknown {
  return typeof entity === 'object' && entity !== null ? Object.assign(entity, { __typename: type }) : null;
}

/** In a list an error stands in the place of the item that could not be resolved. */
function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
