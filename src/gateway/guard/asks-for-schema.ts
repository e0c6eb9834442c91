import { BREAK, type DocumentNode, visit } from 'graphql';

const INTROSPECTION: ReadonlySet<string> = new Set(['__schema', '__type']);

/** Whether a document selects `__schema` or `__type` anywhere, in fragments and under conditions too. */
export function asksForSchema(document: DocumentNode): boolean {
  let asks = false;
  visit(document, {
    Field({ name }) {
      if (!INTROSPECTION.has(name.value)) return undefined;
      asks = true;
      return BREAK;
    },
  });
  return asks;
}
