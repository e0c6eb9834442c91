import type { GraphqlClient } from '#integrations/client/graphql-client.js';
import { everyPage } from '#integrations/importing/every-page.js';
import { inGroups } from '#integrations/importing/in-groups.js';
import type { ImportTally } from '#integrations/importing/report/import-report.js';
import { type FoundContradiction, settleContradictions } from '#integrations/importing/settle-contradictions.js';
import { withoutCredentials } from '#platform/errors/without-credentials.js';
import type { MlflowSource } from '../source/mlflow-source.js';

/** Versions that nobody is to use any more: that MLflow deleted what they come from contradicts nothing. */
const OUT_OF_USE: ReadonlySet<string> = new Set(['ARCHIVED', 'REJECTED', 'QUARANTINED']);

const VERSIONS = `query ($filter: ModelVersionFilter!, $after: String) { page: modelVersions(filter: $filter, first: 100, after: $after) {
  nodes { ref status run { id } } pageInfo { hasNextPage endCursor }
} }`;

/** What one query takes. */
const GROUP = 100;

interface VersionOfRun {
  readonly ref: string;
  readonly status: string;
  readonly run: { readonly id: string } | null;
}

/** What of an import it needs to be settled. */
interface Settling {
  readonly client: GraphqlClient;
  readonly source: Pick<MlflowSource, 'place'>;
  readonly tally: Pick<ImportTally, 'remark'>;
  readonly namespace: string;
}

/** What MLflow has deleted, gathered while an import runs, and reported where a version in use rests on it. */
export class Deletions {
  readonly #runs = new Map<string, string>();
  readonly #restored = new Set<string>();
  readonly #versions: FoundContradiction[] = [];

  /** @param id the run here */
  runDeleted(id: string, place: string): void {
    this.#runs.set(id, place);
  }

  /** A run that lives in MLflow, and was archived here. */
  runRestored(id: string): void {
    this.#restored.add(id);
  }

  versionDeleted(version: { readonly ref: string; readonly status: string; readonly place: string }): void {
    const { ref, status, place } = version;
    if (OUT_OF_USE.has(status)) return;
    this.#versions.push({ kind: 'VERSION_DELETED', of: { modelVersion: ref }, place, known: null, found: null });
  }

  /** Reports deleted runs behind versions in use, and deleted versions; resolves those of runs that were restored. */
  async settle(context: Settling): Promise<void> {
    const found = [...(await this.#runsInUse(context)), ...this.#versions];
    if (found.length === 0 && this.#restored.size === 0) return;
    const { namespace, source } = context;
    await settleContradictions(
      {
        ...{ source: withoutCredentials(source.place), namespace, found, kinds: ['RUN_DELETED', 'VERSION_DELETED'] },
        isOver: ({ run }) => run !== null && this.#restored.has(run.id),
      },
      context,
    );
  }

  async #runsInUse({ client, tally }: Settling): Promise<FoundContradiction[]> {
    const users = new Map<string, string[]>();
    for await (const runs of inGroups(this.#runs.keys(), GROUP)) {
      const filter = { models: { archived: 'ALL' }, runs };
      for await (const { ref, status, run } of everyPage<VersionOfRun>(client, VERSIONS, { filter }))
        if (run !== null && !OUT_OF_USE.has(status)) users.set(run.id, [...(users.get(run.id) ?? []), ref].sort());
    }
    return [...users].map(([run, refs]) => {
      const place = this.#runs.get(run)!;
      tally.remark(place, `was deleted in MLflow, and ${refs.join(', ')} in use was made by it`);
      return { kind: 'RUN_DELETED', of: { run }, place, known: null, found: null };
    });
  }
}
