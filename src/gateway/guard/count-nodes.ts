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
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import { COUNTLESS } from './limit-error.js';
import { listSizeOf } from './list-size.js';
import { isSkipped } from './skip-include.js';
import { sliceOf } from './slice.js';

/** What an operation asks for. */
export interface NodeCount {
  /** Objects that its answer may have. */
  readonly nodes: number;
  /** The fields that lead to the one that has the most of them by itself, and how many those are. */
  readonly most: { readonly path: readonly string[]; readonly nodes: number };
  /** The first field that should have exactly one of its slicing arguments, and has so many. */
  readonly unsliced?: UnslicedField | undefined;
}

/** A field without the one argument that says how long its list is (`@listSize(requireOneSlicingArgument:)`). */
export interface UnslicedField {
  readonly path: readonly string[];
  readonly slicingArguments: readonly string[];
  readonly present: number;
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

/** A field of an operation, and what it is asked of. */
export interface AskedField {
  readonly schema: GraphQLSchema;
  readonly field: GraphQLField<unknown, unknown>;
  /** What it gives, without lists around it. */
  readonly type: GraphQLNamedType;
  readonly node: FieldNode;
  readonly variables: Readonly<Record<string, unknown>>;
  /** How many objects it is asked of. */
  readonly parents: number;
  /** How many of its type it gives. */
  readonly own: number;
}

/** What a field counts for. */
export type WeighField = (asked: AskedField) => number;

/** The lists of a connection, where no `@listSize` names them. */
const SIZED: readonly string[] = ['nodes', 'edges'];
/** The items that a list without a known size is counted with: most are short, few are empty. */
const ASSUMED_SIZE = 5;

/**
 * Counts the objects that an operation asks for, before it runs: the `first` or `last` of each field, given or by
 * default, by those of the fields around it. Where types exclude each other, the one that asks for most is counted, and
 * a field of an interface as in the type where it is most. Selections that are one in the answer are counted once.
 */
export function countNodes({ schema, operation, fragments, variables, weigh = countObjects }: CountSource): NodeCount {
  const defaults = Object.fromEntries(
    (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
      defaultValue === undefined ? [] : [[variable.name.value, valueFromASTUntyped(defaultValue)]],
    ),
  );
  const given = { ...defaults, ...variables };
  let most: NodeCount['most'] = { path: [], nodes: 0 };
  let unsliced: UnslicedField | undefined;

  /** The objects below `parents` objects of a type; `size` is what their lists hold that have no argument for it. */
  const below = (type: GraphQLNamedType, sets: readonly SelectionSetNode[], at: Around): number => {
    const sums = [...collect(type, sets)].map(([name, selected]) => ({
      isExclusive: name !== type.name && isObjectType(schema.getType(name)),
      nodes: sum(selected, schema.getType(name), at),
    }));
    const inCommon = sums.reduce((total, { isExclusive, nodes }) => (isExclusive ? total : total + nodes), 0);
    return inCommon + Math.max(0, ...sums.map(({ isExclusive, nodes }) => (isExclusive ? nodes : 0)));
  };

  const sum = (selected: FieldsByName, type: GraphQLNamedType | undefined, at: Around): number => {
    let nodes = 0;
    for (const [key, fields] of selected) nodes += ofField(fields, type, { ...at, path: [...at.path, key] });
    return nodes;
  };

  const ofField = (fields: readonly FieldNode[], type: GraphQLNamedType | undefined, at: Around): number => {
    const [node] = fields as [FieldNode];
    const definitions = definitionsOf(schema, type, node.name.value);
    const [declared] = definitions;
    if (declared === undefined) return 0;
    const asked = definitions.map((field) => measure(field, node, at));
    const weight = Math.max(...asked.map((one) => one.weight));
    if (weight > most.nodes) most = { path: at.path, nodes: weight };
    const named = getNamedType(declared.type);
    if (!isCompositeType(named)) return weight;
    const sizes = asked.flatMap(({ size }) => (size === undefined ? [] : [size]));
    const sets = fields.flatMap(({ selectionSet }) => selectionSet ?? []);
    const around: Around = {
      path: at.path,
      parents: Math.max(...asked.map(({ own }) => own)),
      size: sizes.length === 0 ? undefined : Math.max(...sizes),
      sized: asked.some(({ sized }) => sized === null) ? null : new Set(asked.flatMap(({ sized }) => sized ?? [])),
    };
    return weight + below(named, sets, around);
  };

  /** How many a field gives, how long it makes the lists below it, and what it counts for. */
  const measure = (field: GraphQLField<unknown, unknown>, node: FieldNode, at: Around) => {
    const named = getNamedType(field.type);
    const { assumedSize, sizedFields, slicingArguments } = listSizeOf(field);
    const slice = sliceOf(field, node, given);
    if (slice.wrongNumber !== undefined) unsliced ??= { path: at.path, slicingArguments, present: slice.wrongNumber };
    const length = slice.size ?? assumedSize;
    const isList = isListType(getNullableType(field.type));
    const inherited = at.sized === null || at.sized.has(node.name.value) ? at.size : undefined;
    const items =
      (sizedFields === undefined ? slice.size : undefined) ??
      inherited ??
      listedIn(field, node, given) ??
      (sizedFields === undefined ? assumedSize : undefined) ??
      ASSUMED_SIZE;
    const own = Math.min(at.parents * (isList ? items : 1), COUNTLESS);
    const isConnection = isObjectType(named) && SIZED.some((name) => named.getFields()[name] !== undefined);
    const asked = { schema, field, type: named, node, variables: given, parents: at.parents, own };
    return {
      own,
      weight: Math.min(weigh(asked), COUNTLESS),
      size: isList && sizedFields === undefined ? undefined : length,
      sized: sizedFields ?? (isConnection ? SIZED : null),
    };
  };

  /**
   * The fields by response name, by the type that they stand on: the one around them, an object that excludes others,
   * or an interface that has what the one around them has not.
   */
  const collect = (type: GraphQLNamedType, sets: readonly SelectionSetNode[]): Map<string, FieldsByName> => {
    const byType = new Map<string, FieldsByName>();
    const visit = ({ selections }: SelectionSetNode, on: GraphQLNamedType): void => {
      for (const selection of selections) {
        if (isSkipped(selection.directives, given)) continue;
        if (selection.kind === Kind.FIELD) {
          const owner = !isObjectType(on) && hasField(type, selection.name.value) ? type : on;
          const into = byType.get(owner.name) ?? new Map<string, FieldNode[]>();
          byType.set(owner.name, into);
          const key = (selection.alias ?? selection.name).value;
          into.set(key, [...(into.get(key) ?? []), selection]);
          continue;
        }
        const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
        if (fragment === undefined) continue;
        const condition = schema.getType(fragment.typeCondition?.name.value ?? '');
        visit(fragment.selectionSet, condition === undefined || isObjectType(on) ? on : condition);
      }
    };
    for (const set of sets) visit(set, type);
    return byType;
  };

  const root = schema.getRootType(operation.operation);
  const nodes =
    root == null ? 0 : below(root, [operation.selectionSet], { path: [], parents: 1, size: undefined, sized: null });
  return { nodes, most, ...(unsliced && { unsliced }) };
}

/** An object counts for one. */
const countObjects: WeighField = ({ type, own }) => (isCompositeType(type) ? own : 0);

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

/** A field as the type has it, first, and where that is an interface as those have it that may stand there. */
function definitionsOf(
  schema: GraphQLSchema,
  type: GraphQLNamedType | undefined,
  name: string,
): readonly GraphQLField<unknown, unknown>[] {
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  const types = isAbstractType(type) ? [type, ...schema.getPossibleTypes(type)] : [type];
  return types.flatMap((one) => one.getFields()[name] ?? []);
}

function hasField(type: GraphQLNamedType, name: string): boolean {
  return (isObjectType(type) || isInterfaceType(type)) && type.getFields()[name] !== undefined;
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
