import { type GraphQLFieldResolver, isObjectType } from 'graphql';
import { PedigraphError } from '../errors/pedigraph-error.js';
import { isPromise } from '../execution/put-value.js';
import type { ResolveReference } from './subgraph-definition.js';

/** A representation as the gateway sends it: the name of its type and the fields of one of its keys. */
type Representation = Readonly<Record<string, unknown>> & { readonly __typename: string };

/**
 * The resolver of `Query._entities`: each representation in its place, null for what is not there, an error in the place
 * of what cannot be told (Apollo Federation subgraph specification). As `@apollo/subgraph` has it, with one promise for
 * the list in place of four for each entity.
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
    const entities: unknown[] = new Array(representations.length).fill(null);
    return new Promise((done) => {
      let missing = representations.length;
      const put = (index: number, entity: unknown): void => {
        entities[index] = entity;
        missing -= 1;
        if (missing === 0) done(entities);
      };
      if (missing === 0) done(entities);
      representations.forEach((representation, index) => {
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
      });
    });
  };
}

/** An entity says which type of the union `_Entity` it is. */
function named(entity: unknown, type: string): unknown {
  return typeof entity === 'object' && entity !== null ? Object.assign(entity, { __typename: type }) : null;
}

/** In a list an error stands for the item that could not be told. */
function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
