import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLList,
  type GraphQLNamedType,
  type GraphQLNonNull,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { type Answer, isAnswer } from './answer.js';
import { isTakenOut } from './taken-out.js';

/**
 * Makes what the client gets of what the plan has fetched: a value of the fields it asked for, in their order. Null
 * where it is null, or where something in it is missing that is never null: it goes up to where null may stand.
 */
export type Project = (value: unknown) => unknown;

/** What a projection is compiled from. */
export interface ProjectionSource {
  /** The schema clients see. What it does not hold, an inaccessible type or enum value, becomes null. */
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Coerced. Only those that stand in `@skip` and `@include` matter; the projection holds for their values. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** The name under which what a field asks for was fetched. */
  readonly fetchedAs: (field: FieldNode) => string;
}

/** A field of an object of a certain type. */
interface ProjectedField {
  readonly key: string;
  /** Its name in what was fetched. */
  readonly fetched: string;
  readonly isTypename: boolean;
  readonly isNonNull: boolean;
  /** Null for a leaf that is handed on as it is. */
  readonly project: Project | null;
}

/** Compiles the projection of objects of a type. Each runtime type is compiled when it is first met. */
export function compileProjection(
  type: GraphQLNamedType,
  selectionSets: readonly SelectionSetNode[],
  source: ProjectionSource,
): Project {
  const known = new Map<string, readonly ProjectedField[] | null>();
  const fieldsOf = (typename: string): readonly ProjectedField[] | null => {
    const found = known.get(typename);
    if (found !== undefined) return found;
    const fields = compileFields(typename, selectionSets, source);
    known.set(typename, fields);
    return fields;
  };
  return (value) => {
    if (!isAnswer(value)) return null;
    const typename = typeof value.__typename === 'string' ? value.__typename : type.name;
    const fields = fieldsOf(typename);
    return fields === null ? null : projectObject(value, typename, fields);
  };
}

function projectObject(object: Answer, typename: string, fields: readonly ProjectedField[]): Answer | null {
  const projected: Answer = {};
  for (const { key, fetched, isTypename, isNonNull, project } of fields) {
    const arrived = object[fetched];
    const value =
      arrived === undefined ? (isTypename ? typename : null) : project === null ? arrived : project(arrived);
    if (value === null && isNonNull) return null;
    projected[key] = value;
  }
  return projected;
}

/** Null for a type that clients do not see. A union's own is met where nothing that was asked tells the type. */
function compileFields(
  typename: string,
  selectionSets: readonly SelectionSetNode[],
  source: ProjectionSource,
): readonly ProjectedField[] | null {
  const type = source.schema.getType(typename);
  if (!isCompositeType(type)) return null;
  const asked = new Map<
    string,
    { readonly name: string; readonly fetched: string; readonly below: SelectionSetNode[] }
  >();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (isTakenOut(selection.directives, source.variables)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        const field = asked.get(key) ?? {
          name: selection.name.value,
          fetched: source.fetchedAs(selection),
          below: [],
        };
        asked.set(key, field);
        if (selection.selectionSet !== undefined) field.below.push(selection.selectionSet);
        continue;
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : source.fragments.get(selection.name.value);
      if (fragment !== undefined && applies(fragment.typeCondition?.name.value, type, source.schema)) {
        collect(fragment.selectionSet);
      }
    }
  };
  selectionSets.forEach(collect);

  return [...asked].flatMap(([key, { name, fetched, below }]): ProjectedField[] => {
    if (name === '__typename') return [{ key, fetched, isTypename: true, isNonNull: true, project: null }];
    const field = isUnionType(type) ? undefined : type.getFields()[name];
    if (field === undefined) return [];
    const project = compileValue(getNullableType(field.type), below, source);
    return [{ key, fetched, isTypename: false, isNonNull: isNonNullType(field.type), project }];
  });
}

/** What a field may be, but for the exclamation mark. */
type Nullable = Exclude<GraphQLOutputType, GraphQLNonNull<never>>;

function compileValue(type: Nullable, below: readonly SelectionSetNode[], source: ProjectionSource): Project | null {
  if (isListType(type)) return compileList(type as GraphQLList<GraphQLOutputType>, below, source);
  if (below.length > 0) return compileProjection(type as GraphQLNamedType, below, source);
  if (!isEnumType(type)) return null;
  const names = new Set<unknown>(type.getValues().map(({ name }) => name));
  return (value) => (names.has(value) ? value : null);
}

function compileList(
  { ofType }: GraphQLList<GraphQLOutputType>,
  below: readonly SelectionSetNode[],
  source: ProjectionSource,
): Project | null {
  const project = compileValue(getNullableType(ofType), below, source);
  if (project === null) return null;
  const isNonNull = isNonNullType(ofType);
  return (value) => {
    if (!Array.isArray(value)) return null;
    const items = value.map(project);
    return isNonNull && items.includes(null) ? null : items;
  };
}

function applies(condition: string | undefined, type: GraphQLNamedType, schema: GraphQLSchema): boolean {
  if (condition === undefined || condition === type.name) return true;
  const wanted = schema.getType(condition);
  return isAbstractType(wanted) && (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(wanted, type);
}
