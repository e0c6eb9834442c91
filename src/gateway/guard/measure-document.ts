import { type DocumentNode, type ExecutableDefinitionNode, Kind } from 'graphql';
import type { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { addCost, type Cost, zeroCost } from './document-cost.js';
import { type MeasuredDefinition, measureDefinition, OUTERMOST, type Spread } from './measure-definition.js';

/** What a document asks for, every fragment expanded. */
export interface MeasuredDocument {
  readonly cost: Cost;
  readonly fault: PedigraphError | null;
  /** A fragment that has no end, because it spreads itself or one that does. */
  readonly endless: string | null;
}

interface Definition extends MeasuredDefinition {
  readonly node: ExecutableDefinitionNode;
  /** Where this fragment is spread. */
  readonly uses: { readonly by: Definition; readonly spread: Spread }[];
  /** How many of its spreads are not expanded yet. */
  waiting: number;
}

/**
 * Measures a document as if every fragment were written out where it is spread, in time linear in the document as it
 * came. A bomb is small and expands to 2^n: each fragment of `fragment F1 on T { ...F2 ...F2 }` doubles the next one.
 * So every definition is measured once by itself; then, beginning with the fragments that spread nothing, a finished
 * cost is added wherever the fragment is spread. The spreads of a circle never finish, which is how it is noticed.
 *
 * The sums are over all operations and over fragments that nobody spreads: validation walks them too.
 */
export function measureDocument(document: DocumentNode): MeasuredDocument {
  const definitions = document.definitions.filter(isExecutable).map(measured);
  connect(definitions);
  const unfinished = expand(definitions).find(({ node }) => node.kind === Kind.FRAGMENT_DEFINITION);
  const cost = zeroCost();
  for (const definition of definitions) if (definition.uses.length === 0) addCost(cost, definition.cost, OUTERMOST);
  return {
    cost,
    fault: definitions.find(({ fault }) => fault !== null)?.fault ?? null,
    endless: unfinished?.node.name?.value ?? null,
  };
}

function isExecutable(node: DocumentNode['definitions'][number]): node is ExecutableDefinitionNode {
  return node.kind === Kind.OPERATION_DEFINITION || node.kind === Kind.FRAGMENT_DEFINITION;
}

function measured(node: ExecutableDefinitionNode): Definition {
  return { node, ...measureDefinition(node), uses: [], waiting: 0 };
}

/** Of two fragments with one name the last is meant, as in graphql-js; an unknown one is left to validation. */
function connect(definitions: readonly Definition[]): void {
  const fragments = new Map<string, Definition>();
  for (const definition of definitions) {
    if (definition.node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.node.name.value, definition);
  }
  for (const by of definitions) {
    for (const spread of by.spreads) {
      const fragment = fragments.get(spread.fragment);
      if (fragment === undefined) continue;
      fragment.uses.push({ by, spread });
      by.waiting += 1;
    }
  }
}

/** Expands every definition that ends; returns the others. */
function expand(definitions: readonly Definition[]): Definition[] {
  const finished = definitions.filter(({ waiting }) => waiting === 0);
  // The list grows while it is read: whoever's last fragment has finished is finished itself.
  for (const fragment of finished) {
    for (const { by, spread } of fragment.uses) {
      addCost(by.cost, fragment.cost, spread.depth);
      by.waiting -= 1;
      if (by.waiting === 0) finished.push(by);
    }
  }
  return definitions.filter(({ waiting }) => waiting > 0);
}
