import { type DocumentNode, Kind, OperationTypeNode } from 'graphql';
import { type IdempotentRequest, stepBelow } from './idempotent-request.js';

/** What a subgraph asks another. */
export interface QuestionOfField {
  readonly subgraph: string;
  readonly document: DocumentNode;
}

/** The request that a question to another subgraph is under a key; undefined for one that only reads. */
export type StepOfQuestion = (question: QuestionOfField) => IdempotentRequest | undefined;

/**
 * Tells the mutations apart that a mutation field sends to other subgraphs: by their subgraph, their field, and how many
 * of that kind there were before.
 */
export function askingOnce(request: IdempotentRequest, field: string): StepOfQuestion {
  const asked = new Map<string, number>();
  return ({ subgraph, document }) => {
    const mutation = mutationIn(document);
    if (mutation === undefined) return undefined;
    const kind = `${field} ${subgraph}.${mutation}`;
    const before = asked.get(kind) ?? 0;
    asked.set(kind, before + 1);
    return { ...request, path: stepBelow(request, `${kind} ${before}`) };
  };
}

/** The first field of a document's mutation. */
function mutationIn({ definitions }: DocumentNode): string | undefined {
  for (const definition of definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION || definition.operation !== OperationTypeNode.MUTATION) continue;
    const [first] = definition.selectionSet.selections;
    return first?.kind === Kind.FIELD ? first.name.value : '';
  }
  return undefined;
}
