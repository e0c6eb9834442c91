import { type GraphQLSchema, isAbstractType } from 'graphql';

/** Whether an object of a type, by its name, meets one of the type conditions. */
export type MeetsCondition = (typename: string) => boolean;

/** Makes a test of type conditions from the types' names. */
export type CompileCondition = (conditions: readonly string[]) => MeetsCondition;

/**
 * Type conditions of plans over the whole supergraph, inaccessible types included: subgraphs know those too. A name
 * meets a condition of the same name even where it is an interface's, as a subgraph with `@interfaceObject` says it.
 */
export function typeConditionsOf(supergraph: GraphQLSchema): CompileCondition {
  return (conditions) => {
    const names = new Set(conditions);
    for (const condition of conditions) {
      const type = supergraph.getType(condition);
      if (isAbstractType(type)) for (const { name } of supergraph.getPossibleTypes(type)) names.add(name);
    }
    return (typename) => names.has(typename);
  };
}
