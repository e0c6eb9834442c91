import { ApiError } from '../client/api-error.js';
import type { GraphqlClient } from '../client/graphql-client.js';
import { everyPage } from './every-page.js';
import { write } from './write.js';

/** How a source contradicts what is known, as the API has it. */
export type ContradictionKind = 'TAG_MOVED' | 'TAG_DELETED' | 'DIGEST_DIFFERS' | 'RUN_DELETED' | 'VERSION_DELETED';

/** What a source says other than what is known. */
export interface FoundContradiction {
  readonly kind: ContradictionKind;
  /** What is contradicted: one of them. */
  readonly of: { readonly modelVersion: string } | { readonly datasetVersion: string } | { readonly run: string };
  readonly place: string;
  readonly known: string | null;
  readonly found: string | null;
}

/** A contradiction that is open. */
export interface OpenContradiction {
  readonly id: string;
  readonly kind: ContradictionKind;
  readonly subject: string;
  readonly place: string;
  readonly run: { readonly id: string } | null;
}

/** What an import has looked at, and what it found. */
export interface LookedAt {
  /** The source, without user and password. */
  readonly source: string;
  readonly namespace: string;
  readonly kinds: readonly ContradictionKind[];
  readonly found: readonly FoundContradiction[];
  /** Whether the source agrees again, of one that was not found. */
  readonly isOver: (open: OpenContradiction) => boolean;
}

const REPORT =
  'mutation ($input: ReportContradictionInput!) { done: reportContradiction(input: $input) { contradiction { id } } }';
const RESOLVE = 'mutation ($input: ResolveContradictionInput!) { resolveContradiction(input: $input) { __typename } }';
const OPEN = `query ($filter: ContradictionFilter!, $after: String) { page: contradictions(filter: $filter, first: 100, after: $after) {
  nodes { id kind subject place run { id } } pageInfo { hasNextPage endCursor }
} }`;

/** Characters that the API takes of what a source says. */
const MAX_SAID = 2_000;

/** Reports what a source contradicts, and resolves what it contradicts no more. */
export async function settleContradictions(
  { source, namespace, kinds, found, isOver }: LookedAt,
  to: { readonly client: GraphqlClient },
): Promise<void> {
  const said = (text: string) => text.slice(0, MAX_SAID);
  const still = new Set<string>();
  for (const { of, kind, place, known, found: says } of found) {
    const input = {
      ...of,
      kind,
      source: said(source),
      place: said(place),
      known: known && said(known),
      found: says && said(says),
    };
    const { done } = await write<{ done: { contradiction: { id: string } } }>(to, REPORT, { input });
    still.add(done.contradiction.id);
  }
  const filter = { source: said(source), namespace, kinds, open: true };
  const over: string[] = [];
  for await (const open of everyPage<OpenContradiction>(to.client, OPEN, { filter })) {
    if (!still.has(open.id) && isOver(open)) over.push(open.id);
  }
  for (const contradiction of over) await resolve(contradiction, to);
}

/** What another caller reported is for a MAINTAINER to resolve: it stays open. */
async function resolve(contradiction: string, to: { readonly client: GraphqlClient }): Promise<void> {
  try {
    await write(to, RESOLVE, { input: { contradiction, reason: 'The source agrees again.' } });
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'FORBIDDEN') throw error;
  }
}
