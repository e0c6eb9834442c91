import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import type { Rights } from '#platform/auth/rights.js';
import { insertRows } from '#platform/database/rows/insert-rows.js';
import { onlySeen } from '#platform/database/rows/seen-condition.js';
import { selectRows } from '#platform/database/rows/select-rows.js';
import { countRows } from '#platform/paging/count-rows.js';
import type { PageRequest } from '#platform/paging/page.js';
import { selectVersionPage } from '#platform/paging/select-version-page.js';
import { resolveRefs, versionTableBranches } from '#platform/refs/resolve-refs.js';
import { type Candidate, currentVersions, highestVersions } from '#platform/versions/current-versions.js';
import type { CurrentVersions } from '#platform/versions/name-version.js';
import { DatasetVersion, type DatasetVersionRow, LARGE_IN_DATASET_VERSION } from './dataset-version.entity.js';

const REF_BRANCHES = versionTableBranches('dataset_version');

/** Reads and writes of the `dataset_version` table. */
export class DatasetVersionRepository {
  constructor(private readonly manager: EntityManager) {}

  findByIds(ids: readonly string[]): Promise<DatasetVersionRow[]> {
    return selectRows(this.manager, DatasetVersion, 'WHERE id = ANY ($1)', [ids], LARGE_IN_DATASET_VERSION);
  }

  findWholeByIds(ids: readonly string[]): Promise<DatasetVersion[]> {
    return selectRows(this.manager, DatasetVersion, 'WHERE id = ANY ($1)', [ids]);
  }

  idsByRef(refs: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return resolveRefs(this.manager, REF_BRANCHES, refs);
  }

  pageOf(datasetId: string, page: PageRequest): Promise<DatasetVersionRow[]> {
    return selectVersionPage(
      this.manager,
      DatasetVersion,
      { column: 'dataset_id', id: datasetId },
      page,
      LARGE_IN_DATASET_VERSION,
    );
  }

  countOf(datasetId: string): Promise<number> {
    return countRows(this.manager, this.manager.createQueryBuilder(DatasetVersion, 'v').where({ datasetId }));
  }

  pageDerivedFrom(id: string, { limit, after }: PageRequest, rights: Rights): Promise<DatasetVersion[]> {
    const query = this.derivedFrom(id, rights).orderBy('v.id', 'DESC').limit(limit);
    return (after === null ? query : query.andWhere('v.id < :after', { after })).getMany();
  }

  countDerivedFrom(id: string, rights: Rights): Promise<number> {
    return countRows(this.manager, this.derivedFrom(id, rights));
  }

  /** The names of the datasets that these are versions of. */
  async namesOf(ids: readonly string[]): Promise<string[]> {
    return ids.length === 0 ? [] : (await this.findByIds(ids)).map((version) => version.name);
  }

  /** What stands before a candidate for a version number. */
  currentVersions(candidate: Candidate): Promise<CurrentVersions<DatasetVersion>> {
    return currentVersions(this.manager, DatasetVersion, candidate);
  }

  /** The highest version of a name whose order begins with each of these texts. */
  highestOf(name: string, prefixes: readonly string[]): Promise<(DatasetVersion | null)[]> {
    return highestVersions(this.manager, DatasetVersion, name, prefixes);
  }

  insert(row: DatasetVersion): Promise<void> {
    return insertRows(this.manager, DatasetVersion, [row]);
  }

  private derivedFrom(id: string, rights: Rights): SelectQueryBuilder<DatasetVersion> {
    const rows = this.manager
      .createQueryBuilder(DatasetVersion, 'v')
      .where('v.derived_from_ids @> ARRAY[:id]::uuid[]', { id });
    return onlySeen(rows, rights, 'v.name');
  }
}
