import { type DocumentNode, parse } from 'graphql';

/** Documents remembered: the texts of steps are few, but operations with their arguments written into them are not. */
const MEMORY = 2_000;

/** Parses, and gives the same document for the same text as long as it is among the last. */
export function parsedOnce(): (source: string) => DocumentNode {
  const documents = new Map<string, DocumentNode>();
  return (source) => {
    const known = documents.get(source);
    if (known !== undefined) return known;
    const document = parse(source, { noLocation: true });
    if (documents.size >= MEMORY) for (const oldest of documents.keys()) if (documents.delete(oldest)) break;
    documents.set(source, document);
    return document;
  };
}
