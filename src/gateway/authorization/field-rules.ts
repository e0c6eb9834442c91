import {
  type DocumentNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  Kind,
  parse,
  type SelectionSetNode,
} from 'graphql';
import { readRequirements } from './read-requirements.js';
import { allOf, type Requirement } from './requirement.js';

/** What is required to read something of a supergraph. */
export interface FieldRules {
  /** All that stands in the supergraph: whoever meets the same of these may read the same. */
  readonly declared: readonly Requirement[];
  /** Of a field that is selected on a type; null where nothing is. */
  ofField(type: string, field: string): Requirement | null;
  /** Of the objects of a type, which a fragment may select; null where nothing is. */
  ofType(type: string): Requirement | null;
}

/**
 * The rules of a supergraph; null where it has none.
 *
 * A field needs what stands on itself, on the type of its values, and on what it rests on (`@requires`). On an
 * interface it needs what any object needs that may stand there: whose object comes is known too late. Composition
 * puts most of that into the supergraph itself, where it knows how; here it holds whoever composed.
 */
export function createFieldRules(supergraph: DocumentNode, schema: GraphQLSchema): FieldRules | null {
  const declared = readRequirements(supergraph);
  if (declared.ofType.size === 0 && declared.ofField.size === 0) return null;
  const rests = requiredSelections(supergraph);
  const known = new Map<string, Requirement | null>();

  /** What stands on a field and on the type of its values, but not what it rests on. */
  const plainly = (type: string, field: string): Requirement | null => {
    const parent = schema.getType(type);
    const definition = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[field] : undefined;
    return allOf([
      declared.ofField.get(`${type}.${field}`),
      definition && declared.ofType.get(getNamedType(definition.type).name),
    ]);
  };
  const ofSelections = ({ selections }: SelectionSetNode, type: string): readonly (Requirement | null)[] =>
    selections.flatMap((selection): readonly (Requirement | null)[] => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value ?? type;
        return [declared.ofType.get(condition) ?? null, ...ofSelections(selection.selectionSet, condition)];
      }
      const name = selection.name.value;
      const parent = schema.getType(type);
      const definition = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
      const below = definition === undefined ? undefined : getNamedType(definition.type).name;
      const inner =
        selection.selectionSet === undefined || below === undefined ? [] : ofSelections(selection.selectionSet, below);
      return [plainly(type, name), ...inner];
    });

  const ofField = (type: string, field: string): Requirement | null => {
    const key = `${type}.${field}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const parent = schema.getType(type);
    const possible = isAbstractType(parent) ? schema.getPossibleTypes(parent).map(({ name }) => name) : [type];
    const required = allOf([
      plainly(type, field),
      ...possible.flatMap((object) => [
        object === type ? null : declared.ofType.get(object),
        object === type ? null : plainly(object, field),
        ...(rests.get(`${object}.${field}`) ?? []).flatMap((set) => ofSelections(set, object)),
      ]),
      // An operation enters its root by no field.
      isRoot(parent as GraphQLCompositeType, schema) ? declared.ofType.get(type) : null,
    ]);
    known.set(key, required);
    return required;
  };
  return {
    declared: [...declared.ofType.values(), ...declared.ofField.values()],
    ofField,
    ofType: (type) =>
      isCompositeType(schema.getType(type)) && !isUnionType(schema.getType(type))
        ? (declared.ofType.get(type) ?? null)
        : null,
  };
}

function isRoot(type: GraphQLCompositeType | undefined, schema: GraphQLSchema): boolean {
  return (
    type !== undefined &&
    [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].includes(type as never)
  );
}

/** What fields are computed from, by `Type.field`: `@join__field(requires: "price currency")`. */
function requiredSelections(supergraph: DocumentNode): ReadonlyMap<string, readonly SelectionSetNode[]> {
  const found = new Map<string, SelectionSetNode[]>();
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const { name, directives = [] } of definition.fields ?? []) {
      for (const { name: directive, arguments: given = [] } of directives) {
        const requires = given.find((argument) => argument.name.value === 'requires')?.value;
        if (directive.value !== 'join__field' || requires?.kind !== Kind.STRING) continue;
        const key = `${definition.name.value}.${name.value}`;
        const [operation] = parse(`{ ${requires.value} }`, { noLocation: true }).definitions;
        if (operation?.kind !== Kind.OPERATION_DEFINITION) continue;
        found.set(key, [...(found.get(key) ?? []), operation.selectionSet]);
      }
    }
  }
  return found;
}
