import {
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  isAbstractType,
  isListType,
  isNonNullType,
} from 'graphql';
import { sees } from '../auth/rights.js';
import { PedigraphError } from '../errors/pedigraph-error.js';
import type { GovernedTypes } from './governed-types.js';
import type { SubgraphContext } from './subgraph-definition.js';

/** The field that is resolved, and for whom. */
export interface Asked {
  readonly governed: GovernedTypes;
  readonly context: SubgraphContext;
  readonly info: GraphQLResolveInfo;
}

/**
 * What a resolver gave without what the caller may not see. A hidden object is null; in a list whose items cannot be
 * null it is left out; where it cannot be null either, the field is refused as if there were no such thing. An edge
 * goes with its node.
 * @throws {PedigraphError} NOT_FOUND; an Error where an object of a governed type does not tell its name.
 */
export async function leaveOutHidden(given: unknown, type: GraphQLOutputType, asked: Asked): Promise<unknown> {
  const value = await given;
  if (value === null || value === undefined || value instanceof Error) return value;
  if (isNonNullType(type)) {
    const kept = await leaveOutHidden(value, type.ofType, asked);
    if (kept !== null) return kept;
    throw notFound(asked);
  }
  if (isListType(type)) return leaveOutOfList(value as Iterable<unknown>, type.ofType, asked);
  return seenObject(value, type, asked);
}

async function leaveOutOfList(list: Iterable<unknown>, type: GraphQLOutputType, asked: Asked): Promise<unknown[]> {
  const nullable = isNonNullType(type) ? type.ofType : type;
  const items = await Promise.all(
    Array.from(list, async (item) => {
      const given = await settled(item);
      const kept = await settled(leaveOutHidden(given, nullable, asked));
      return { kept, isLeftOut: isNonNullType(type) && kept === null && given !== null };
    }),
  );
  return items.filter(({ isLeftOut }) => !isLeftOut).map(({ kept }) => kept);
}

/** What fails stands as an error in its place of the list. */
async function settled(item: unknown): Promise<unknown> {
  try {
    return await item;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** The object as the caller sees it; null where it is hidden. */
async function seenObject(value: unknown, type: GraphQLNamedType, asked: Asked): Promise<unknown> {
  const { governed, context, info } = asked;
  const node = governed.nodeOf(type);
  if (node !== null) return (await seenObject((value as { readonly node: unknown }).node, node, asked)) && value;
  const name = isAbstractType(type) ? await type.resolveType?.(value, context, info, type) : type.name;
  const nameOf = governed.nameOf(name ?? '');
  if (nameOf === undefined) {
    if (name !== undefined && info.schema.getType(name) !== undefined) return value;
    throw new Error(`an object of ${type.name} does not tell its type`);
  }
  const told = await nameOf(value as never, context as never);
  const { rights } = context.caller;
  if (told !== null) {
    const isSeen = typeof told === 'boolean' ? told : sees(rights, told);
    return isSeen ? governed.redacted(name!, value, rights) : null;
  }
  throw new Error(`an object of ${name} does not tell its name, by which it would be hidden or seen`);
}

function notFound({ info }: Asked): PedigraphError {
  return new PedigraphError(
    'NOT_FOUND',
    `Expected ${info.parentType.name}.${info.fieldName} to be there, but there is no such thing.`,
  );
}
