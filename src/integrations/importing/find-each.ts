import type { GraphqlClient } from '#integrations/client/graphql-client.js';

/** A field of the API that finds one thing by two texts. */
export interface Lookup {
  readonly field: string;
  /** Its first argument; the other one is `externalId`. */
  readonly of: 'experiment' | 'namespace';
  /** What is read of the thing. */
  readonly selection: string;
}

/** What is here for each pair of texts, in their order, by one request: some tens at most; null where there is none. */
export async function findEach<Here>(
  pairs: readonly (readonly [of: string, externalId: string])[],
  { field, of, selection }: Lookup,
  { client }: { readonly client: GraphqlClient },
): Promise<readonly (Here | null)[]> {
  const parameters = pairs.map((_, index) => `$o${index}: String!, $e${index}: String!`).join(', ');
  const fields = pairs.map(
    (_, index) => `f${index}: ${field}(${of}: $o${index}, externalId: $e${index}) { ${selection} }`,
  );
  const answer = await client.query<Record<string, Here | null>>(
    `query (${parameters}) { ${fields.join(' ')} }`,
    Object.fromEntries(pairs.flatMap(([one, id], index) => [[`o${index}`, one] as const, [`e${index}`, id] as const])),
  );
  return pairs.map((_, index) => answer[`f${index}`] ?? null);
}
