import { type DocumentNode, print } from 'graphql';
import type { SubgraphRequest } from '../transport/transport.js';

/** By document, as JSON strings. The planner makes one document a plan step and uses it for every request. */
const texts = new WeakMap<DocumentNode, string>();

/** A request in its HTTP form; its document is printed once. */
export function requestBody(request: Pick<SubgraphRequest, 'document' | 'variables' | 'operationName'>): string {
  const { document, variables, operationName } = request;
  const rest = JSON.stringify({ variables, operationName });
  return `{"query":${textOf(document)}${rest === '{}' ? '}' : `,${rest.slice(1)}`}`;
}

function textOf(document: DocumentNode): string {
  let text = texts.get(document);
  if (text === undefined) {
    text = JSON.stringify(print(document));
    texts.set(document, text);
  }
  return text;
}
