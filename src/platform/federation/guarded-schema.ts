import {
  defaultFieldResolver,
  type GraphQLFieldConfig,
  GraphQLInterfaceType,
  GraphQLList,
  type GraphQLNamedType,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  GraphQLSchema,
  GraphQLUnionType,
  getNamedType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';
import type { GovernedTypes } from './governed-types.js';
import { type Asked, leaveOutHidden } from './leave-out-hidden.js';
import type { SubgraphContext } from './subgraph-definition.js';

type Field = GraphQLFieldConfig<unknown, SubgraphContext>;

/**
 * A schema for callers from whom something is hidden: each field that gives governed objects leaves out those that the
 * caller may not see. It is the net below the statements and loaders, which leave them out before; callers from whom
 * nothing is hidden run on the schema itself.
 * @param schema stays as it is: its object types, interfaces and unions are cloned, the others shared
 */
export function guardedSchema(schema: GraphQLSchema, governed: GovernedTypes): GraphQLSchema {
  const config = schema.toConfig();
  const clones = new Map<string, GraphQLNamedType>();

  const replaceNamed = <Type extends GraphQLNamedType>(type: Type): Type => clones.get(type.name) as Type;
  const replace = (type: GraphQLOutputType): GraphQLOutputType => {
    if (isListType(type)) return new GraphQLList(replace(type.ofType));
    if (isNonNullType(type)) return new GraphQLNonNull(replace(type.ofType) as never);
    return replaceNamed(type);
  };
  const guarded = (field: Field): Field => {
    const { type, resolve = defaultFieldResolver } = field;
    const named = getNamedType(type);
    if (!governed.governs(named) && governed.nodeOf(named) === null) return { ...field, type: replace(type) };
    const leave = async (source: unknown, args: never, context: SubgraphContext, info: GraphQLResolveInfo) => {
      const asked: Asked = { governed, context, info };
      return leaveOutHidden(await resolve(source, args, context, info), type, asked);
    };
    return { ...field, type: replace(type), resolve: leave as never };
  };
  const guardedFields = (fields: Readonly<Record<string, Field>>) =>
    Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, guarded(field)]));

  for (const type of config.types) clones.set(type.name, clone(type));
  return new GraphQLSchema({
    ...config,
    types: [...clones.values()],
    query: config.query && replaceNamed(config.query),
    mutation: config.mutation && replaceNamed(config.mutation),
    subscription: config.subscription && replaceNamed(config.subscription),
    assumeValid: true,
  });

  function clone(type: GraphQLNamedType): GraphQLNamedType {
    if (isIntrospectionType(type)) return type;
    if (isObjectType(type) || isInterfaceType(type)) {
      const { fields, interfaces, ...rest } = type.toConfig();
      const lazily = {
        fields: () => guardedFields(fields as never) as never,
        interfaces: () => interfaces.map(replaceNamed),
      };
      return isObjectType(type)
        ? new GraphQLObjectType({ ...(rest as ReturnType<typeof type.toConfig>), ...lazily })
        : new GraphQLInterfaceType({ ...(rest as never as ReturnType<typeof type.toConfig>), ...lazily });
    }
    if (!isUnionType(type)) return type;
    const { types, ...rest } = type.toConfig();
    return new GraphQLUnionType({ ...rest, types: () => types.map(replaceNamed) });
  }
}
