import {
  type DocumentNode,
  type FragmentDefinitionNode,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { fragmentsOf } from './fragments-of.js';

/** An operation in two; null where nothing of the kind is asked. */
export interface SplitOperation {
  /** The fields of the graph; the document itself where it holds nothing else. */
  readonly data: DocumentNode | null;
  /** `__schema` and `__type`. */
  readonly introspection: DocumentNode | null;
}

/**
 * Separates what is asked about the schema from what is asked of the graph. Only the outermost selections matter: the
 * two meta fields exist nowhere else.
 */
export function splitOperation(document: DocumentNode, operationName: string | undefined): SplitOperation {
  const operation = getOperationAST(document, operationName);
  if (operation == null) return { data: document, introspection: null };
  const fragments = fragmentsOf(document);
  let left = 0;
  const only = (wanted: (field: string) => boolean): DocumentNode | null => {
    const selectionSet = keep(operation.selectionSet, wanted, fragments, () => {
      left += 1;
    });
    return selectionSet === null ? null : replaceOperation(document, operation, selectionSet);
  };
  const introspection = only(isIntrospection);
  left = 0;
  const data = only((field) => !isIntrospection(field));
  // Nothing was taken out: the document itself, because the plan is cached under it.
  return { data: left === 0 ? document : data, introspection };
}

function isIntrospection(field: string): boolean {
  return field === '__schema' || field === '__type';
}

/**
 * The selections whose outermost fields are wanted; fragments are written out, for one may be cut differently
 * elsewhere.
 */
function keep(
  { selections }: SelectionSetNode,
  wanted: (field: string) => boolean,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  onLeftOut: () => void,
): SelectionSetNode | null {
  const left: SelectionNode[] = [];
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD && !wanted(selection.name.value)) {
      onLeftOut();
      continue;
    }
    if (selection.kind === Kind.FIELD) {
      left.push(selection);
      continue;
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    const inner = fragment === undefined ? null : keep(fragment.selectionSet, wanted, fragments, onLeftOut);
    if (fragment === undefined || inner === null) continue;
    left.push({
      kind: Kind.INLINE_FRAGMENT,
      ...(fragment.typeCondition === undefined ? {} : { typeCondition: fragment.typeCondition }),
      ...(selection.directives === undefined ? {} : { directives: selection.directives }),
      selectionSet: inner,
    });
  }
  return left.length === 0 ? null : { kind: Kind.SELECTION_SET, selections: left };
}

function replaceOperation(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  selectionSet: SelectionSetNode,
): DocumentNode {
  return {
    ...document,
    definitions: document.definitions.map((definition) =>
      definition === operation ? { ...operation, selectionSet } : definition,
    ),
  };
}
