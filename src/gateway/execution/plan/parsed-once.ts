import { type DocumentNode, parse } from 'graphql';
import { LRUCache } from 'lru-cache';

/** Documents remembered: the texts of steps are few, but operations with their arguments written into them are not. */
const MEMORY = 2_000;

/** Parses, and gives the same document for the same text as long as it is among those last asked for. */
export function parsedOnce(): (source: string) => DocumentNode {
  const documents = new LRUCache<string, DocumentNode>({ max: MEMORY });
  return (source) => {
    const known = documents.get(source);
    if (known !== undefined) return known;
    const document = parse(source, { noLocation: true });
    documents.set(source, document);
    return document;
  };
}
