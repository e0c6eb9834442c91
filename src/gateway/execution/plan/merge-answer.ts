import { type DocumentNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql';
import { spendUnits } from '#platform/turns/pace.js';
import { fragmentsOf } from '../fragments-of.js';
import { type Answer, isAnswer } from './answer.js';

/**
 * The fields of a step's document that have selections of their own, by response name. Whatever is not among them is a
 * leaf, also where its value is an object, and is never merged or changed.
 */
export interface Branches extends ReadonlyMap<string, Branches> {}

/** The branches of the one operation in a document. */
export function branchesOf(document: DocumentNode): Branches {
  const roots: SelectionSetNode[] = [];
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) roots.push(definition.selectionSet);
  }
  return branchesOfSelections(roots, fragmentsOf(document));
}

/**
 * Puts what a step answered into the object it completes. Takes over the source's objects, but where `shared` is set:
 * several targets get the same answer then, and what a later step writes into one of them must not show in the others.
 */
export function mergeAnswer(target: Answer, source: Answer, branches: Branches, shared: boolean): void {
  for (const key of Object.keys(source)) {
    const below = branches.get(key);
    target[key] =
      below === undefined
        ? source[key]
        : merged(Object.hasOwn(target, key) ? target[key] : undefined, source[key], below, shared);
  }
}

function merged(existing: unknown, value: unknown, branches: Branches, shared: boolean): unknown {
  if (Array.isArray(value)) {
    const items = Array.isArray(existing) && existing.length === value.length ? existing : undefined;
    if (items === undefined && !shared) return value;
    spendUnits(value.length);
    return value.map((item, index) => merged(items?.[index], item, branches, shared));
  }
  if (!isAnswer(value)) return value;
  if (!isAnswer(existing) && !shared) return value;
  const into = isAnswer(existing) ? existing : {};
  mergeAnswer(into, value, branches, shared);
  return into;
}

function branchesOfSelections(
  selectionSets: readonly SelectionSetNode[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): Branches {
  const below = new Map<string, SelectionSetNode[]>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        if (selection.selectionSet === undefined) continue;
        const name = selection.alias?.value ?? selection.name.value;
        below.set(name, [...(below.get(name) ?? []), selection.selectionSet]);
      } else {
        const { selectionSet } =
          selection.kind === Kind.INLINE_FRAGMENT ? selection : (fragments.get(selection.name.value) ?? {});
        if (selectionSet !== undefined) collect(selectionSet);
      }
    }
  };
  selectionSets.forEach(collect);
  return new Map([...below].map(([name, sets]) => [name, branchesOfSelections(sets, fragments)]));
}
