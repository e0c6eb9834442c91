import type { GraphqlClient } from '#integrations/client/graphql-client.js';
import type { Environment } from '#integrations/git/git-reader.js';
import type { GitImportReport } from '#integrations/git-history/import/git-tally.js';
import { importGit } from '#integrations/git-history/import-git.js';
import { refsPosition } from '#integrations/git-history/objects/refs-position.js';
import { importHuggingFace } from '#integrations/huggingface/import-huggingface.js';
import { importMlflow } from '#integrations/mlflow/import-mlflow.js';
import { canonicalJson } from '#platform/digest/canonical-json.js';
import { sha256 } from '#platform/digest/digest.js';
import type { SourceToFollow } from './follow-file.js';

/** What a source is read with. */
export interface SourceReader {
  readonly client: GraphqlClient;
  /** Of the process, for Git and for the credentials of MLflow. */
  readonly env: Environment;
  /** The header `Authorization` for a tracking server. */
  readonly authorization: string | undefined;
}

type Counts = Readonly<Record<string, { readonly imported: number }>>;

/** What a read brought. */
export interface Brought {
  readonly outcome: 'READ' | 'UNCHANGED';
  /** How many things of each kind are new. */
  readonly brought: Readonly<Record<string, number>>;
  /** Up to where it was read; null where it has to be read again, for the server refused a part. */
  readonly position: string | null;
  /** How many things the server refused, or could not be read. */
  readonly skipped: number;
  readonly contradictions: number;
}

/**
 * Imports what is new in a source. Of a repository whose refs are where they were, and that is to be read as before,
 * nothing is read.
 * @param position up to where it was read before; null for never
 * @throws as the importers do.
 */
export async function readSource(
  source: SourceToFollow,
  position: string | null,
  { client, env, authorization }: SourceReader,
): Promise<Brought> {
  if ('git' in source) {
    const { git: repository, namespace, models, repositoryUrl: url } = source;
    // Taken before the read: what is pushed meanwhile is for the next one. How it is read is part of it.
    const refs = sha256(canonicalJson({ refs: await refsPosition(repository, env), models, url: url ?? null }));
    if (refs === position) return unchanged(position);
    return broughtBy(await importGit({ repository, namespace, models, url, client, env }), refs);
  }
  if ('huggingface' in source) {
    const { huggingface: repository, namespace, kind, name } = source;
    const refs = sha256(
      canonicalJson({ refs: await refsPosition(repository, env), kind: kind ?? null, name: name ?? null }),
    );
    if (refs === position) return unchanged(position);
    return broughtBy(await importHuggingFace({ repository, namespace, kind, name, client, env }), refs);
  }
  const { mlflow, namespace, artifacts } = source;
  const options = { source: mlflow, namespace, artifacts, client, authorization, env, sinceLast: true };
  const { counts, skips } = await importMlflow(options);
  return { ...summary(counts, skips.length), position: null, contradictions: 0 };
}

function unchanged(position: string): Brought {
  return { outcome: 'UNCHANGED', brought: {}, position, skipped: 0, contradictions: 0 };
}

/** What the import of a repository brought; where the server refused a part, it is to be read again. */
function broughtBy(
  { counts, skips, contradictions }: Pick<GitImportReport, 'skips' | 'contradictions'> & { readonly counts: Counts },
  refs: string,
): Brought {
  const isWhole = skips.every(({ code }) => code === undefined);
  return { ...summary(counts, skips.length), position: isWhole ? refs : null, contradictions: contradictions.length };
}

function summary(counts: Counts, skipped: number) {
  const brought = Object.fromEntries(
    Object.entries(counts).flatMap(([kind, { imported }]) => (imported > 0 ? [[kind, imported]] : [])),
  );
  return { outcome: 'READ' as const, brought, skipped };
}
