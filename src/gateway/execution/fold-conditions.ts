import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { isCondition, isSkipped } from '../guard/skip-include.js';
import { fragmentsOf } from './fragments-of.js';

/** Values of the variables in the conditions of an operation. */
export type ConditionValues = Readonly<Record<string, unknown>>;

/** A document without conditions. */
export interface FoldedDocument {
  readonly document: DocumentNode;
  /** Whether the operation asks for nothing: every field of its root was taken out. */
  readonly asksNothing: boolean;
}

/** The `@skip` and `@include` of one operation. */
export interface Conditions {
  /** The variables they name, sorted. */
  readonly variables: readonly string[];
  /** What they leave of the document; the document itself where the operation has none. */
  fold(values: ConditionValues): FoldedDocument;
}

/**
 * Finds the conditions of an operation, so that they are decided before it is planned: Hive's planner panics, which
 * ends the process, over some documents in which conditions and `@requires` meet.
 */
export function conditionsOf(document: DocumentNode, operationName: string | undefined): Conditions {
  const operation = getOperationAST(document, operationName);
  const fragments = fragmentsOf(document);
  const found = operation == null ? [] : conditionsBelow(operation, fragments);
  if (operation == null || found.length === 0) {
    return { variables: [], fold: () => ({ document, asksNothing: false }) };
  }
  const variables = new Set<string>();
  for (const { arguments: given = [] } of found) {
    for (const { value } of given) if (value.kind === Kind.VARIABLE) variables.add(value.name.value);
  }
  return { variables: [...variables].sort(), fold: (values) => fold(operation, fragments, values) };
}

/** The conditions of an operation and of the fragments that it uses. */
function conditionsBelow(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): readonly DirectiveNode[] {
  const found: DirectiveNode[] = [];
  const seen = new Set<string>();
  const look = (definition: OperationDefinitionNode | FragmentDefinitionNode): void => {
    visit(definition, {
      Directive(directive) {
        if (isCondition(directive)) found.push(directive);
      },
      FragmentSpread({ name }) {
        const fragment = fragments.get(name.value);
        if (fragment === undefined || seen.has(name.value)) return;
        seen.add(name.value);
        look(fragment);
      },
    });
  };
  look(operation);
  return found;
}

/**
 * The placeholder of a selection set that conditions left empty: an empty one is no GraphQL, and its object has no
 * fields.
 */
const NOTHING: FieldNode = {
  kind: Kind.FIELD,
  name: { kind: Kind.NAME, value: '__typename' },
  directives: [
    {
      kind: Kind.DIRECTIVE,
      name: { kind: Kind.NAME, value: 'skip' },
      arguments: [
        {
          kind: Kind.ARGUMENT,
          name: { kind: Kind.NAME, value: 'if' },
          value: { kind: Kind.BOOLEAN, value: true },
        },
      ],
    },
  ],
};

function fold(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  values: ConditionValues,
): FoldedDocument {
  /** Those that are still used; null where nothing is left of one. */
  const folded = new Map<string, FragmentDefinitionNode | null>();

  const foldFragment = (name: string): FragmentDefinitionNode | null => {
    const known = folded.get(name);
    if (known !== undefined) return known;
    const fragment = fragments.get(name);
    const selections = fragment === undefined ? [] : foldSelections(fragment.selectionSet);
    const left = fragment === undefined || selections.length === 0 ? null : { ...fragment, ...setOf(selections) };
    folded.set(name, left);
    return left;
  };

  const foldSelections = (set: SelectionSetNode): readonly SelectionNode[] =>
    set.selections.flatMap((selection): SelectionNode[] => {
      if (isSkipped(selection.directives, values)) return [];
      const directives = selection.directives?.filter((directive) => !isCondition(directive)) ?? [];
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        return foldFragment(selection.name.value) === null ? [] : [{ ...selection, directives }];
      }
      if (selection.selectionSet === undefined) return [{ ...selection, directives }];
      const inner = foldSelections(selection.selectionSet);
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        return inner.length === 0 ? [] : [{ ...selection, directives, ...setOf(inner) }];
      }
      return [{ ...selection, directives, ...setOf(inner.length === 0 ? [NOTHING] : inner) }];
    });

  const selections = foldSelections(operation.selectionSet);
  const asksNothing = selections.length === 0;
  const left: OperationDefinitionNode = { ...operation, ...setOf(asksNothing ? [NOTHING] : selections) };
  const used = [...folded.values()].filter((fragment) => fragment !== null);
  return { document: { kind: Kind.DOCUMENT, definitions: [left, ...used] }, asksNothing };
}

function setOf(selections: readonly SelectionNode[]): { readonly selectionSet: SelectionSetNode } {
  return { selectionSet: { kind: Kind.SELECTION_SET, selections } };
}
