import { type ASTNode, BREAK, type DocumentNode, Kind, visit } from 'graphql';
import type { InexactNumber } from './inexact-number.js';
import { numberLossOf } from './number-loss.js';

/** Where a node of a document stands: the steps that lead to it, keys and indexes by turns. */
type Steps = readonly (string | number)[];

/**
 * The first number written in a document that a double cannot carry. Linear in the document; nothing of it is expanded.
 */
export function inexactLiteralIn(document: DocumentNode): InexactNumber | null {
  let found: InexactNumber | null = null;
  const judge = (node: { readonly value: string }, _key: unknown, _parent: unknown, steps: Steps) => {
    const loss = numberLossOf(node.value);
    if (loss === null) return undefined;
    found = { path: pathTo(document, steps), source: node.value, loss };
    return BREAK;
  };
  visit(document, { IntValue: judge, FloatValue: judge });
  return found;
}

/** Fields, arguments and keys by their names, items by their index: `startRun.input.parameters.seed`. */
function pathTo(document: DocumentNode, steps: Steps): (string | number)[] {
  const path: (string | number)[] = [];
  let node: unknown = document;
  for (const [index, step] of steps.entries()) {
    node = (node as Readonly<Record<string | number, unknown>>)[step];
    if (typeof step === 'number' && steps[index - 1] === 'values') path.push(step);
    const name = nameOf(node as ASTNode);
    if (name !== undefined) path.push(name);
  }
  return path;
}

function nameOf(node: ASTNode): string | undefined {
  switch (node.kind) {
    case Kind.FIELD:
    case Kind.ARGUMENT:
    case Kind.OBJECT_FIELD:
    case Kind.DIRECTIVE:
      return node.name.value;
    case Kind.VARIABLE_DEFINITION:
      return `$${node.variable.name.value}`;
    default:
      return undefined;
  }
}
