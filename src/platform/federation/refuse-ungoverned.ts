import { type GraphQLNamedType, type GraphQLSchema, getNamedType, isObjectType } from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import { filteringOf } from '../auth/filters-itself.js';
import { judgementOf, ruleOf } from '../auth/needs.js';
import type { GovernedTypes } from './governed-types.js';

/** A method of a resolver class, as TypeGraphQL knows it. */
interface Method {
  readonly target: unknown;
  readonly methodName: string;
  readonly schemaName: string;
}

/** What is looked at. */
export interface Ungoverned {
  /** The name of the subgraph. */
  readonly name: string;
  readonly schema: GraphQLSchema;
  readonly governed: GovernedTypes;
  readonly resolvers: readonly unknown[];
}

/**
 * Refuses a schema in which something has no rule: a mutation that does not say which right it needs, a query or a
 * subscription that gives neither governed objects nor says how it leaves out what is hidden.
 * @throws {Error} naming each.
 */
export function refuseUngoverned({ name, schema, governed, resolvers }: Ungoverned): void {
  const { mutations, queries, subscriptions } = getMetadataStorage();
  const own = new Set(resolvers);
  const ofMethods = (methods: readonly Method[]) => methods.filter(({ target }) => own.has(target));
  const faults = [
    ...ofMethods(mutations)
      .filter((method) => {
        const implementation = implementationOf(method);
        return ruleOf(implementation) === undefined && judgementOf(implementation) === undefined;
      })
      .map(({ schemaName }) => `the mutation ${schemaName} does not say which right it needs: decorate it with @Needs`),
    ...[
      { methods: ofMethods(queries), root: schema.getQueryType() },
      { methods: ofMethods(subscriptions), root: schema.getSubscriptionType() },
    ].flatMap(({ methods, root }) =>
      methods
        .filter((method) => {
          const type = root?.getFields()[method.schemaName]?.type;
          if (type !== undefined && givesGoverned(getNamedType(type), governed)) return false;
          const implementation = implementationOf(method);
          return filteringOf(implementation) === undefined && ruleOf(implementation) === undefined;
        })
        .map(
          ({ schemaName }) =>
            `the field ${schemaName} gives no governed type and does not say how it leaves out what is hidden: decorate it with @FiltersItself`,
        ),
    ),
  ];
  if (faults.length > 0) throw new Error(`In the subgraph ${name}, ${faults.join('; ')}.`);
}

/** Whether a type is governed, or is a connection of one that is. */
function givesGoverned(type: GraphQLNamedType, governed: GovernedTypes): boolean {
  if (governed.governs(type)) return true;
  const nodes = isObjectType(type) ? type.getFields()['nodes'] : undefined;
  return nodes !== undefined && governed.governs(getNamedType(nodes.type));
}

function implementationOf({ target, methodName }: Method): object {
  return (target as { readonly prototype: Readonly<Record<string, object>> }).prototype[methodName]!;
}
