import type { EntityManager } from 'typeorm';
import { type InsertStatement, insertStatement } from '#platform/database/rows/insert-rows.js';
import { prepared } from '#platform/database/rows/prepared.js';
import { readTexts } from '#platform/database/rows/read-texts.js';
import { selectRows } from '#platform/database/rows/select-rows.js';
import { countRows } from '#platform/paging/count-rows.js';
import type { PageRequest } from '#platform/paging/page.js';
import { selectVersionPage } from '#platform/paging/select-version-page.js';
import { type RefBranch, resolveRefs } from '#platform/refs/resolve-refs.js';
import { type Candidate, currentVersions, highestVersions } from '#platform/versions/current-versions.js';
import type { CurrentVersions } from '#platform/versions/name-version.js';
import { LARGE_IN_MODEL_VERSION, ModelVersion, type ModelVersionRow } from './model-version.entity.js';
import type { VersionView } from './seen-version.js';
import { EXTERNAL_NUMBER_SQL, VERSION_UPDATED_AT_SQL } from './version-sql.js';

/** Every selector as of the moment `$5`: what was registered later, and where an alias moved later, does not count. */
const REF_BRANCHES: readonly RefBranch[] = [
  `SELECT w.ref, v.id FROM wanted w JOIN model_version v ON v.ref = w.ref AND v.created_at <= $5 WHERE w.kind = 'version'`,
  `SELECT w.ref, v.id FROM wanted w JOIN model_version v ON v.name = w.name AND v.digest = w.value AND v.created_at <= $5 WHERE w.kind = 'digest'`,
  `SELECT w.ref, v.id FROM wanted w JOIN model_version v ON v.name = w.name AND v.external_version = w.value AND v.created_at <= $5 WHERE w.kind = 'external'`,
  `SELECT w.ref, v.id FROM wanted w CROSS JOIN LATERAL (
     SELECT id FROM model_version WHERE name = w.name AND created_at <= $5 ORDER BY version_order DESC LIMIT 1) v WHERE w.kind = 'latest'`,
  `SELECT w.ref, a.model_version_id FROM wanted w CROSS JOIN LATERAL (
     SELECT model_version_id FROM alias_change WHERE model_name = w.name AND alias = w.value AND at <= $5 ORDER BY sequence DESC LIMIT 1) a
   WHERE w.kind = 'alias' AND a.model_version_id IS NOT NULL`,
];

const UPDATED_AT = `SELECT v.id, ${VERSION_UPDATED_AT_SQL} AS at FROM models.model_version v WHERE v.id = ANY ($1)`;

const HIGHEST_NUMBERS = `
  SELECT v.model_id, max(${EXTERNAL_NUMBER_SQL}) FROM models.model_version v
  WHERE v.model_id = ANY ($1) AND v.external_version IS NOT NULL GROUP BY v.model_id`;

/** Reads and writes of the `model_version` table. */
export class ModelVersionRepository {
  /** @param view as what the caller sees versions that are listed. @default as they are */
  constructor(
    private readonly manager: EntityManager,
    private readonly view?: VersionView,
  ) {}

  findByIds(ids: readonly string[]): Promise<ModelVersionRow[]> {
    return selectRows(this.manager, ModelVersion, 'WHERE id = ANY ($1)', [ids], LARGE_IN_MODEL_VERSION);
  }

  /** The same as the caller sees them. */
  async findSeenByIds(ids: readonly string[]): Promise<ModelVersionRow[]> {
    return this.asSeen(await this.findByIds(ids));
  }

  findWholeByIds(ids: readonly string[]): Promise<ModelVersion[]> {
    return selectRows(this.manager, ModelVersion, 'WHERE id = ANY ($1)', [ids]);
  }

  /** When each of these versions changed last; by id. */
  async updatedAt(ids: readonly string[]): Promise<ReadonlyMap<string, Date>> {
    const rows = await prepared<{ id: string; at: Date }>(this.manager, UPDATED_AT, [ids]);
    return new Map(rows.map(({ id, at }) => [id, at]));
  }

  /** The highest number that another registry gave a version of each of these models; by the model's id. */
  async highestNumbers(modelIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await readTexts(this.manager, HIGHEST_NUMBERS, [modelIds]);
    return new Map(rows.map((row) => [row.text(0)!, Number(row.text(1))]));
  }

  /** How many bytes the manifests of these versions have together. */
  async bytesOf(ids: readonly string[]): Promise<number> {
    const [row] = await this.manager.query<[{ bytes: number }]>(
      'SELECT coalesce(sum(octet_length(manifest)), 0)::float8 AS bytes FROM model_version WHERE id = ANY ($1)',
      [ids],
    );
    return row.bytes;
  }

  /** The ids that refs select, as of a moment; null is now. */
  idsByRef(refs: readonly string[], asOf: Date | null): Promise<ReadonlyMap<string, string>> {
    return resolveRefs(this.manager, REF_BRANCHES, refs, [asOf ?? 'infinity']);
  }

  async pageOf(modelId: string, page: PageRequest): Promise<ModelVersionRow[]> {
    const rows = await selectVersionPage(
      this.manager,
      ModelVersion,
      { column: 'model_id', id: modelId },
      page,
      LARGE_IN_MODEL_VERSION,
    );
    return this.asSeen(rows);
  }

  /** The ids of a model's newest versions. */
  async newestIds(modelId: string, limit: number): Promise<string[]> {
    const rows = await this.manager.query<{ id: string }[]>(
      'SELECT id FROM model_version WHERE model_id = $1 ORDER BY id DESC LIMIT $2',
      [modelId, limit],
    );
    return rows.map(({ id }) => id);
  }

  countOf(modelId: string): Promise<number> {
    return countRows(this.manager, this.manager.createQueryBuilder(ModelVersion, 'v').where({ modelId }));
  }

  withVersion(modelId: string, version: string): Promise<ModelVersion | null> {
    return this.manager.findOneBy(ModelVersion, { modelId, version });
  }

  /** What is registered before a candidate for a version number. */
  currentVersions(candidate: Candidate): Promise<CurrentVersions<ModelVersion>> {
    return currentVersions(this.manager, ModelVersion, candidate);
  }

  /** The version of a model that another registry gave this number; null where there is none. */
  async withExternalVersion(name: string, externalVersion: string): Promise<ModelVersion | null> {
    const [row = null] = await selectRows(this.manager, ModelVersion, 'WHERE name = $1 AND external_version = $2', [
      name,
      externalVersion,
    ]);
    return row;
  }

  /** The highest version of a name whose order begins with each of these texts. */
  highestOf(name: string, prefixes: readonly string[]): Promise<(ModelVersion | null)[]> {
    return highestVersions(this.manager, ModelVersion, name, prefixes);
  }

  insertion(row: ModelVersion): Promise<InsertStatement> {
    return insertStatement(this.manager, ModelVersion, [row]);
  }

  private asSeen(rows: ModelVersionRow[]): ModelVersionRow[] {
    const { view } = this;
    return view === undefined ? rows : rows.flatMap((row) => view(row) ?? []);
  }
}
