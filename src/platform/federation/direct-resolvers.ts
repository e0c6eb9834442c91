import type { GraphQLFieldResolver } from 'graphql';
import { getMetadataStorage } from 'type-graphql';

/** Resolvers by type and field, as `createResolversMap` gives them. */
type ResolversMap = Record<string, unknown>;

type FieldResolver = GraphQLFieldResolver<unknown, unknown>;
type FieldMetadata = ReturnType<typeof getMetadataStorage>['fieldResolvers'][number];

/**
 * Replaces TypeGraphQL's wrappers around methods that want nothing but their object and the context: it sorts and
 * collects parameters at each call, which for short methods is most of what they cost, and there are hundreds of calls
 * in one answer. Call after the schema was built.
 * @param classes the resolver classes of the schema: other subgraphs have types of the same names
 */
export function directResolvers(resolvers: ResolversMap, classes: readonly unknown[]): ResolversMap {
  const { fieldResolvers, objectTypes } = getMetadataStorage();
  const direct = { ...resolvers };
  for (const field of fieldResolvers) {
    const type = objectTypes.find(({ target }) => target === field.getObjectType?.())?.name;
    const fields = type === undefined ? undefined : (direct[type] as Record<string, unknown> | undefined);
    const resolve = classes.includes(field.target) ? directResolver(field) : undefined;
    if (type === undefined || fields?.[field.schemaName] === undefined || resolve === undefined) continue;
    direct[type] = { ...fields, [field.schemaName]: resolve };
  }
  return direct;
}

/** Undefined where the method wants more than its object and the context. */
function directResolver({ kind, target, methodName, params = [], middlewares = [], roles }: FieldMetadata) {
  const wanted = [...params]
    .sort((a, b) => a.index - b.index)
    .map((param) =>
      'propertyName' in param &&
      param.propertyName === undefined &&
      !('getType' in param && param.getType !== undefined)
        ? param.kind
        : 'other',
    );
  if (kind !== 'external' || middlewares.length > 0 || roles !== undefined) return undefined;
  const instance = new (target as new () => Record<string, (...wanted: unknown[]) => unknown>)();
  const method = instance[methodName]!.bind(instance);
  const byWanted: Readonly<Record<string, FieldResolver>> = {
    root: (root) => method(root),
    'root,context': (root, _args, context) => method(root, context),
    'context,root': (root, _args, context) => method(context, root),
  };
  return byWanted[wanted.join()];
}
