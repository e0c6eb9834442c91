import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  isObjectType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import { COUNTLESS } from './limit-error.js';
import { assumedSizeOf, sizedFieldsOf, slicingArgumentsOf } from './list-size.js';
import { isSkipped } from './skip-include.js';

/** What an operation asks for. */
export interface NodeCount {
  /** Objects that its answer may have. */
  readonly nodes: number;
  /** The fields that lead to the one that has the most of them by itself, and how many those are. */
  readonly most: { readonly path: readonly string[]; readonly nodes: number };
}

/** What counting takes. */
export interface CountSource {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** As they were sent. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** What each field counts for. @default an object counts for one, and anything else for nothing */
  readonly weigh?: WeighField | undefined;
}

/** What a field counts for that is asked of so many objects and gives so many of its type. */
export type WeighField = (
  field: GraphQLField<unknown, unknown>,
  type: GraphQLNamedType,
  counts: { readonly parents: number; readonly own: number },
) => number;

/** Arguments that limit how long a list is, where no `@listSize` names them (Relay's connections specification). */
const SLICING: readonly string[] = ['first', 'last'];
/** The lists of a connection, where no `@listSize` names them. */
const SIZED: readonly string[] = ['nodes', 'edges'];
/** The items that a list without a known size is counted with: most are short, few are empty. */
const ASSUMED_SIZE = 5;

/**
 * Counts the objects that an operation asks for, before it runs: the `first` or `last` of each field, given or by
 * default, by those of the fields around it. Where types exclude each other, the one that asks for most is counted.
 * Selections that are one in the answer are counted once.
 */
export function countNodes({ schema, operation, fragments, variables, weigh = countObjects }: CountSource): NodeCount {
  const defaults = Object.fromEntries(
    (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
      defaultValue === undefined ? [] : [[variable.name.value, valueFromASTUntyped(defaultValue)]],
    ),
  );
  const given = { ...defaults, ...variables };
  let most: NodeCount['most'] = { path: [], nodes: 0 };

  /** The objects below `parents` objects of a type; `size` is what their lists hold that have no argument for it. */
  const below = (type: GraphQLNamedType, sets: readonly SelectionSetNode[], at: Around): number => {
    const { common, exclusive } = collect(type, sets);
    const inCommon = sum(common, type, at);
    return inCommon + Math.max(0, ...[...exclusive].map(([name, selected]) => sum(selected, schema.getType(name), at)));
  };

  const sum = (selected: FieldsByName, type: GraphQLNamedType | undefined, at: Around): number => {
    let nodes = 0;
    for (const [key, fields] of selected) nodes += ofField(fields, type, { ...at, path: [...at.path, key] });
    return nodes;
  };

  const ofField = (fields: readonly FieldNode[], type: GraphQLNamedType | undefined, at: Around): number => {
    const [node] = fields as [FieldNode];
    const definition =
      type === undefined || isUnionType(type) || !('getFields' in type) ? undefined : type.getFields()[node.name.value];
    const named =
      definition === undefined ? undefined : getNamedType((definition as GraphQLField<unknown, unknown>).type);
    if (definition === undefined || named === undefined) return 0;
    const field = definition as GraphQLField<unknown, unknown>;
    const sliced = sliceOf(field, node, given);
    const isList = isListType(getNullableType(field.type));
    const inherited = at.sized === null || at.sized.has(node.name.value) ? at.size : undefined;
    const own = Math.min(
      at.parents *
        (isList ? (sliced ?? inherited ?? listedIn(field, node, given) ?? assumedSizeOf(field) ?? ASSUMED_SIZE) : 1),
      COUNTLESS,
    );
    const weight = Math.min(weigh(field, named, { parents: at.parents, own }), COUNTLESS);
    if (weight > most.nodes) most = { path: at.path, nodes: weight };
    if (!isCompositeType(named)) return weight;
    const isConnection = isObjectType(named) && SIZED.some((name) => named.getFields()[name] !== undefined);
    const sized = sizedFieldsOf(field) ?? (isConnection ? SIZED : undefined);
    return (
      weight +
      below(
        named,
        fields.flatMap(({ selectionSet }) => selectionSet ?? []),
        {
          path: at.path,
          parents: own,
          size: isList ? undefined : (sliced ?? assumedSizeOf(field)),
          sized: sized === undefined ? null : new Set(sized),
        },
      )
    );
  };

  /** The fields by response name: those of every type, and those of one alone, by its name. */
  const collect = (type: GraphQLNamedType, sets: readonly SelectionSetNode[]) => {
    const common: FieldsByName = new Map();
    const exclusive = new Map<string, FieldsByName>();
    const visit = ({ selections }: SelectionSetNode, into: FieldsByName): void => {
      for (const selection of selections) {
        if (isSkipped(selection.directives, given)) continue;
        if (selection.kind === Kind.FIELD) {
          const key = (selection.alias ?? selection.name).value;
          into.set(key, [...(into.get(key) ?? []), selection]);
          continue;
        }
        const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
        if (fragment === undefined) continue;
        const condition = fragment.typeCondition?.name.value;
        const isExclusive = condition !== undefined && isAbstractType(type) && isObjectType(schema.getType(condition));
        if (isExclusive && !exclusive.has(condition)) exclusive.set(condition, new Map());
        visit(fragment.selectionSet, isExclusive ? (exclusive.get(condition) as FieldsByName) : into);
      }
    };
    for (const set of sets) visit(set, common);
    return { common, exclusive };
  };

  const root = schema.getRootType(operation.operation);
  const nodes =
    root == null ? 0 : below(root, [operation.selectionSet], { path: [], parents: 1, size: undefined, sized: null });
  return { nodes, most };
}

/** An object counts for one. */
const countObjects: WeighField = (_field, type, { own }) => (isCompositeType(type) ? own : 0);

/** Fields by response name. */
type FieldsByName = Map<string, FieldNode[]>;

/** The surroundings of a selection set. */
interface Around {
  readonly path: readonly string[];
  /** How many objects have them. */
  readonly parents: number;
  /** The size that the field around them sets for lists; undefined where it sets none. */
  readonly size: number | undefined;
  /** The lists that it sets the size of; null for all. */
  readonly sized: ReadonlySet<string> | null;
}

/** The size that `first` or `last` set; undefined where the field has neither. The subgraph refuses what is no size. */
function sliceOf(
  field: GraphQLField<unknown, unknown>,
  { arguments: given = [] }: FieldNode,
  variables: Readonly<Record<string, unknown>>,
): number | undefined {
  const slicing = slicingArgumentsOf(field) ?? SLICING;
  const sizes = field.args.flatMap(({ name, defaultValue }) => {
    if (!slicing.includes(name)) return [];
    const value = given.find((argument) => argument.name.value === name)?.value;
    const written = value === undefined ? undefined : (valueFromASTUntyped(value, variables) as unknown);
    const size = written ?? defaultValue;
    return typeof size === 'number' ? [Math.max(0, size)] : [];
  });
  return sizes.length === 0 ? undefined : Math.max(...sizes);
}

/**
 * The length of the list that is a field's one argument: its answer is a list too, item by item (Relay's plural
 * identifying root fields, `nodes(ids:)`). Undefined where the field has other arguments.
 */
function listedIn(
  { args }: GraphQLField<unknown, unknown>,
  { arguments: given = [] }: FieldNode,
  variables: Readonly<Record<string, unknown>>,
): number | undefined {
  const [only, ...others] = args;
  if (only === undefined || others.length > 0 || !isListType(getNullableType(only.type))) return undefined;
  const value = given[0]?.value;
  const listed = value === undefined ? only.defaultValue : (valueFromASTUntyped(value, variables) as unknown);
  return Array.isArray(listed) ? listed.length : undefined;
}
