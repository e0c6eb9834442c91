import type { EntityManager } from 'typeorm';
import { insertRows } from '#platform/database/rows/insert-rows.js';
import { selectRows } from '#platform/database/rows/select-rows.js';
import { countRows } from '#platform/paging/count-rows.js';
import type { PageRequest } from '#platform/paging/page.js';
import { selectVersionPage } from '#platform/paging/select-version-page.js';
import { resolveRefs, versionTableBranches } from '#platform/refs/resolve-refs.js';
import { type Candidate, currentVersions, highestVersions } from '#platform/versions/current-versions.js';
import type { CurrentVersions } from '#platform/versions/name-version.js';
import {
  EnvironmentVersion,
  type EnvironmentVersionRow,
  LARGE_IN_ENVIRONMENT_VERSION,
} from './environment-version.entity.js';

const REF_BRANCHES = versionTableBranches('environment_version');

/** Reads and writes of the `environment_version` table. */
export class EnvironmentVersionRepository {
  constructor(private readonly manager: EntityManager) {}

  findByIds(ids: readonly string[]): Promise<EnvironmentVersionRow[]> {
    return selectRows(this.manager, EnvironmentVersion, 'WHERE id = ANY ($1)', [ids], LARGE_IN_ENVIRONMENT_VERSION);
  }

  findWholeByIds(ids: readonly string[]): Promise<EnvironmentVersion[]> {
    return selectRows(this.manager, EnvironmentVersion, 'WHERE id = ANY ($1)', [ids]);
  }

  idsByRef(refs: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return resolveRefs(this.manager, REF_BRANCHES, refs);
  }

  pageOf(environmentId: string, page: PageRequest): Promise<EnvironmentVersion[]> {
    return selectVersionPage(this.manager, EnvironmentVersion, { column: 'environment_id', id: environmentId }, page);
  }

  countOf(environmentId: string): Promise<number> {
    return countRows(this.manager, this.manager.createQueryBuilder(EnvironmentVersion, 'v').where({ environmentId }));
  }

  /** What stands before a candidate for a version number. */
  currentVersions(candidate: Candidate): Promise<CurrentVersions<EnvironmentVersion>> {
    return currentVersions(this.manager, EnvironmentVersion, candidate);
  }

  /** The highest version of a name whose order begins with each of these texts. */
  highestOf(name: string, prefixes: readonly string[]): Promise<(EnvironmentVersion | null)[]> {
    return highestVersions(this.manager, EnvironmentVersion, name, prefixes);
  }

  insert(row: EnvironmentVersion): Promise<void> {
    return insertRows(this.manager, EnvironmentVersion, [row]);
  }
}
