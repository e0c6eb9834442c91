import { type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import { getMetadataStorage } from 'type-graphql';

type FieldResolver = GraphQLFieldResolver<unknown, unknown>;
type FieldMetadata = ReturnType<typeof getMetadataStorage>['fieldResolvers'][number];

/**
 * Replaces TypeGraphQL's wrappers around methods that want nothing but their object and the context: it sorts and
 * collects parameters at each call, which for short methods is most of what they cost, and there are hundreds of calls
 * in one answer.
 * @param schema as TypeGraphQL built it; changed
 * @param classes the resolver classes of the schema: other subgraphs have types of the same names
 */
export function directResolvers(schema: GraphQLSchema, classes: readonly unknown[]): void {
  const { fieldResolvers, objectTypes } = getMetadataStorage();
  const names = new Map(objectTypes.map(({ target, name }) => [target, name]));
  const own = new Set(classes);
  for (const field of fieldResolvers) {
    const target = own.has(field.target) ? field.getObjectType?.() : undefined;
    const type = target === undefined ? undefined : schema.getType(names.get(target as never) ?? '');
    const found = isObjectType(type) ? type.getFields()[field.schemaName] : undefined;
    if (found?.resolve !== undefined) found.resolve = directResolver(field) ?? found.resolve;
  }
}

/** The resolver that calls the method; undefined where its parameters are more than its object and the context. */
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
