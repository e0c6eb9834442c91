import { type ASTNode, type ExecutableDefinitionNode, Kind } from 'graphql';
import type { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { type Cost, type NestingDepth, zeroCost } from './document-cost.js';
import { faultOf } from './node-fault.js';

/** A fragment that a definition spreads, and how deep its content comes to stand there. */
export interface Spread {
  readonly fragment: string;
  readonly depth: NestingDepth;
}

/** One definition by itself, its fragments not expanded. */
export interface MeasuredDefinition {
  readonly cost: Cost;
  readonly spreads: readonly Spread[];
  /** A node that is refused whatever the size of the document. */
  readonly fault: PedigraphError | null;
}

/** A node that is still to be visited, and the depth of its parent. */
interface Open {
  readonly node: ASTNode;
  readonly around: NestingDepth;
}

/** The depth of a definition. */
export const OUTERMOST: NestingDepth = { fields: 0, fragments: 0, values: 0, lists: undefined };

/** Visits every node of an operation or a fragment once, without recursion: 16 KB can nest deeper than the stack. */
export function measureDefinition(definition: ExecutableDefinitionNode): MeasuredDefinition {
  const cost = zeroCost();
  const spreads: Spread[] = [];
  let fault: PedigraphError | null = null;

  const open: Open[] = [{ node: definition, around: OUTERMOST }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node } = next;
    const depth = depthOf(node, next.around);
    fault ??= faultOf(node);
    count(node, depth, cost);
    if (node.kind === Kind.FRAGMENT_SPREAD) spreads.push({ fragment: node.name.value, depth });
    openChildren(node, depth, open);
  }
  return { cost, spreads, fault };
}

function depthOf(node: ASTNode, around: NestingDepth): NestingDepth {
  switch (node.kind) {
    case Kind.FIELD:
      return { ...around, fields: around.fields + 1, lists: listsIn(node.name.value, around.lists) };
    case Kind.FRAGMENT_DEFINITION:
      return { ...around, lists: listsOn(node.typeCondition.name.value, around.lists) };
    case Kind.INLINE_FRAGMENT: {
      const lists = listsOn(node.typeCondition?.name.value, around.lists);
      return { ...around, fragments: around.fragments + 1, lists };
    }
    case Kind.FRAGMENT_SPREAD:
      return { ...around, fragments: around.fragments + 1 };
    case Kind.LIST:
    case Kind.OBJECT:
    case Kind.LIST_TYPE:
      return { ...around, values: around.values + 1 };
    default:
      return around;
  }
}

const INTROSPECTIONS: ReadonlySet<string> = new Set(['__schema', '__type']);
const LISTS: ReadonlySet<string> = new Set(['types', 'fields', 'inputFields', 'interfaces', 'possibleTypes']);

function listsIn(field: string, lists: number | undefined): number | undefined {
  if (lists === undefined) return INTROSPECTIONS.has(field) ? 0 : undefined;
  return LISTS.has(field) ? lists + 1 : lists;
}

/** A fragment on `__Type` can only be spread within an introspection (or validation refuses it). */
function listsOn(type: string | undefined, lists: number | undefined): number | undefined {
  return lists ?? (type?.startsWith('__') ? 0 : undefined);
}

function count(node: ASTNode, depth: NestingDepth, cost: Cost): void {
  switch (node.kind) {
    case Kind.FIELD:
      cost.selections += 1;
      if (node.alias !== undefined) cost.aliases += 1;
      if (depth.fields === 1) cost.rootFields += 1;
      cost.fieldDepth = Math.max(cost.fieldDepth, depth.fields);
      cost.introspectionDepth = Math.max(cost.introspectionDepth, depth.lists ?? 0);
      return;
    case Kind.INLINE_FRAGMENT:
    case Kind.FRAGMENT_SPREAD:
      cost.fragmentDepth = Math.max(cost.fragmentDepth, depth.fragments);
      return;
    case Kind.DIRECTIVE:
      cost.directives += 1;
      return;
    default:
      if (VALUES.has(node.kind)) cost.values += 1;
      cost.valueDepth = Math.max(cost.valueDepth, depth.values);
  }
}

const VALUES: ReadonlySet<Kind> = new Set([
  Kind.VARIABLE_DEFINITION,
  Kind.VARIABLE,
  Kind.INT,
  Kind.FLOAT,
  Kind.STRING,
  Kind.BOOLEAN,
  Kind.NULL,
  Kind.ENUM,
  Kind.LIST,
  Kind.OBJECT,
]);

/** Names and named types are left out: they have been read with the node they belong to. */
const CHILDREN: Partial<Record<Kind, readonly string[]>> = {
  [Kind.OPERATION_DEFINITION]: ['variableDefinitions', 'directives', 'selectionSet'],
  [Kind.FRAGMENT_DEFINITION]: ['directives', 'selectionSet'],
  [Kind.VARIABLE_DEFINITION]: ['type', 'defaultValue', 'directives'],
  [Kind.SELECTION_SET]: ['selections'],
  [Kind.FIELD]: ['arguments', 'directives', 'selectionSet'],
  [Kind.INLINE_FRAGMENT]: ['directives', 'selectionSet'],
  [Kind.FRAGMENT_SPREAD]: ['directives'],
  [Kind.DIRECTIVE]: ['arguments'],
  [Kind.ARGUMENT]: ['value'],
  [Kind.LIST]: ['values'],
  [Kind.OBJECT]: ['fields'],
  [Kind.OBJECT_FIELD]: ['value'],
  [Kind.LIST_TYPE]: ['type'],
  [Kind.NON_NULL_TYPE]: ['type'],
};

function openChildren(node: ASTNode, around: NestingDepth, open: Open[]): void {
  const parts = node as unknown as Record<string, ASTNode | readonly ASTNode[] | undefined>;
  for (const key of CHILDREN[node.kind] ?? []) {
    const part = parts[key];
    if (Array.isArray(part)) for (const child of part) open.push({ node: child, around });
    else if (part !== undefined) open.push({ node: part as ASTNode, around });
  }
}
