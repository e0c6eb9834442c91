import * as z from 'zod';

/** A document, and the id that a manifest gives it; a file of its own gives none. */
export interface GivenDocument {
  readonly id?: string;
  readonly document: string;
}

/** What `generate-persisted-query-manifest` of Apollo Client writes. */
const apolloManifest = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string().min(1), body: z.string() })),
});

/** What graphql-codegen (`persisted-documents.json`) and relay-compiler (`persistConfig`) write: documents by id. */
const documentMap = z.record(z.string().min(1), z.string());

/**
 * The documents of a manifest, in either form.
 * @throws {Error} where it is neither
 */
export function manifestDocuments(text: string): readonly GivenDocument[] {
  const manifest: unknown = JSON.parse(text);
  const apollo = apolloManifest.safeParse(manifest);
  if (apollo.success) return apollo.data.operations.map(({ id, body }) => ({ id, document: body }));
  const map = documentMap.safeParse(manifest);
  if (map.success) return Object.entries(map.data).map(([id, document]) => ({ id, document }));
  throw new Error(
    'it is neither a manifest of Apollo ({"format": "apollo-persisted-query-manifest", "version": 1, "operations": [{"id", "body"}]}) nor documents by their ids ({"id": "query …"})',
  );
}
