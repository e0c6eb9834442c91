import { type DocumentNode, Kind } from 'graphql';

/** Whether an object of a type, by its name, meets one of the type conditions. */
export type MeetsCondition = (typename: string) => boolean;

/** Makes a test of type conditions from the types' names. */
export type CompileCondition = (conditions: readonly string[]) => MeetsCondition;

/**
 * Type conditions of plans over the whole supergraph, inaccessible types included: subgraphs know those too. A name
 * meets a condition of the same name even where it is an interface's, as a subgraph with `@interfaceObject` answers it.
 */
export function typeConditionsOf(supergraph: DocumentNode): CompileCondition {
  const possible = possibleTypes(supergraph);
  return (conditions) => {
    const names = new Set(conditions);
    for (const condition of conditions) for (const name of possible.get(condition) ?? []) names.add(name);
    return (typename) => names.has(typename);
  };
}

/** The object types of each union and interface. */
function possibleTypes({ definitions }: DocumentNode): ReadonlyMap<string, readonly string[]> {
  const possible = new Map<string, string[]>();
  const add = (abstract: string, name: string) => {
    const names = possible.get(abstract) ?? [];
    names.push(name);
    possible.set(abstract, names);
  };
  for (const definition of definitions) {
    const { kind } = definition;
    if (kind === Kind.OBJECT_TYPE_DEFINITION)
      for (const { name } of definition.interfaces ?? []) add(name.value, definition.name.value);
    if (kind === Kind.UNION_TYPE_DEFINITION)
      for (const { name } of definition.types ?? []) add(definition.name.value, name.value);
  }
  return possible;
}
