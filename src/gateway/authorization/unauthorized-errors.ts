import {
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { ErrorCode } from '#platform/errors/codes.js';

/** Stands in a path for every item of a list, as in Apollo's router. */
export const EVERY_ITEM = '@';

/** Begins the last element of a path that is about a fragment, as in Apollo's router. */
export const FRAGMENT = '... on ';

/** Errors that are reported; further ones are only counted. */
const MOST = 100;

const CODE: ErrorCode = 'UNAUTHORIZED_FIELD_OR_TYPE';

/** What is looked for, and where. */
export interface UnauthorizedSource {
  readonly operation: OperationDefinitionNode;
  readonly root: GraphQLNamedType;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly schema: GraphQLSchema;
  readonly isRefused: (selection: SelectionNode) => boolean;
}

/**
 * An error for each place at which something was refused: response names, `@` for the items of a list, and for a
 * fragment its condition. Nothing is executed by then, so there are no positions.
 */
export function unauthorizedErrors(source: UnauthorizedSource): readonly GraphQLError[] {
  const { operation, root, fragments, schema, isRefused } = source;
  const places = new Map<string, readonly string[]>();

  const look = (
    { selections }: SelectionSetNode,
    type: GraphQLNamedType | undefined,
    path: readonly string[],
  ): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const parent = isObjectType(type) || isInterfaceType(type) ? type : undefined;
        const definition = parent?.getFields()[selection.name.value];
        const isList = definition !== undefined && isListType(getNullableType(definition.type));
        const at = [...path, (selection.alias ?? selection.name).value, ...(isList ? [EVERY_ITEM] : [])];
        if (isRefused(selection)) places.set(JSON.stringify(at), at);
        else if (selection.selectionSet !== undefined && definition !== undefined)
          look(selection.selectionSet, getNamedType(definition.type), at);
        continue;
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      const condition = fragment?.typeCondition?.name.value;
      const at = [...path, `${FRAGMENT}${condition}`];
      if (isRefused(selection)) places.set(JSON.stringify(at), at);
      else if (fragment !== undefined)
        look(fragment.selectionSet, condition === undefined ? type : schema.getType(condition), path);
    }
  };
  look(operation.selectionSet, root, []);

  const reported = [...places.values()].slice(0, MOST).map((path) => unauthorized(path));
  const more = places.size - reported.length;
  return more === 0 ? reported : [...reported, new GraphQLError(`And ${more} more.`, { extensions: { code: CODE } })];
}

function unauthorized(path: readonly string[]): GraphQLError {
  return new GraphQLError(
    'Unauthorized field or type: the schema wants a credential, a scope or a role here that this caller has not shown.',
    { path, extensions: { code: CODE } },
  );
}
