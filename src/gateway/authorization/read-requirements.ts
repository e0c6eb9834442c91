import { type ConstDirectiveNode, type DocumentNode, Kind, valueFromASTUntyped } from 'graphql';
import { type Alternatives, allOf, type Requirement } from './requirement.js';

/** What stands in a supergraph on its types and their fields. */
export interface DeclaredRequirements {
  readonly ofType: ReadonlyMap<string, Requirement>;
  /** By `Type.field`. */
  readonly ofField: ReadonlyMap<string, Requirement>;
}

/**
 * Reads `@authenticated`, `@requiresScopes` and `@policy` of a supergraph: on objects, interfaces, scalars, enums, and
 * fields. A directive that stands several times has to be met each time.
 * @param supergraph as `parseSupergraph` gives it: with the directives' own names
 */
export function readRequirements(supergraph: DocumentNode): DeclaredRequirements {
  const ofType = new Map<string, Requirement>();
  const ofField = new Map<string, Requirement>();
  const note = (into: Map<string, Requirement>, key: string, directives: readonly ConstDirectiveNode[] = []): void => {
    const found = allOf([into.get(key), ...directives.map(requirementIn)]);
    if (found !== null) into.set(key, found);
  };
  for (const definition of supergraph.definitions) {
    switch (definition.kind) {
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.INTERFACE_TYPE_DEFINITION:
      case Kind.OBJECT_TYPE_EXTENSION:
      case Kind.INTERFACE_TYPE_EXTENSION:
        note(ofType, definition.name.value, definition.directives);
        for (const { name, directives } of definition.fields ?? [])
          note(ofField, `${definition.name.value}.${name.value}`, directives);
        break;
      case Kind.SCALAR_TYPE_DEFINITION:
      case Kind.ENUM_TYPE_DEFINITION:
      case Kind.SCALAR_TYPE_EXTENSION:
      case Kind.ENUM_TYPE_EXTENSION:
        note(ofType, definition.name.value, definition.directives);
        break;
      default:
    }
  }
  return { ofType, ofField };
}

function requirementIn({ name, arguments: given = [] }: ConstDirectiveNode): Requirement | null {
  const listed = (argument: string): Alternatives => {
    const value = given.find((one) => one.name.value === argument)?.value;
    return asAlternatives(value === undefined ? [] : valueFromASTUntyped(value));
  };
  switch (name.value) {
    case 'authenticated':
      return { authenticated: true, scopes: [], policies: [] };
    case 'requiresScopes':
      return { authenticated: false, scopes: [listed('scopes')], policies: [] };
    case 'policy':
      return { authenticated: false, scopes: [], policies: [listed('policies')] };
    default:
      return null;
  }
}

/** Input coercion takes one value for a list of it (GraphQL specification §3.11): `scopes: "a"` is `[["a"]]`. */
function asAlternatives(value: unknown): Alternatives {
  const lists = Array.isArray(value) ? value : [value];
  return lists.map((list) => (Array.isArray(list) ? list : [list]).map(String));
}
