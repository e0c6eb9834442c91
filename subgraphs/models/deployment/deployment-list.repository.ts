import type { EntityManager } from 'typeorm';
import type { Rights } from '#platform/auth/rights.js';
import { SqlParameters } from '#platform/database/rows/sql-parameters.js';
import { MAX_COUNTED } from '#platform/paging/count-rows.js';
import type { PageRequest } from '#platform/paging/page.js';
import { type DeploymentFilter, deploymentConditions } from './deployment-conditions.js';

/** What deployments can be listed of, and how a row `d` tells it. */
const LISTED_OF = {
  everything: { of: '', type: 'text' },
  model: { of: 'd.model_id = owner.key AND', type: 'uuid' },
  version: { of: 'd.model_version_id = owner.key AND', type: 'uuid' },
  target: { of: 'd.target = owner.key AND', type: 'text' },
} as const;

/** What deployments are listed of. */
export type ListedOf = keyof typeof LISTED_OF;

/** The key of everything. */
export const EVERYTHING = '';

/** A list of the deployments of many things of one sort. */
export interface DeploymentLists {
  readonly of: ListedOf;
  readonly filter: DeploymentFilter;
}

/** Reads of lists of deployments, as far as a caller sees them: those of many things in one statement. */
export class DeploymentListRepository {
  constructor(
    private readonly manager: EntityManager,
    private readonly rights: Rights,
  ) {}

  /** The ids of one page of each of these, newest first. */
  async pages({ of, filter }: DeploymentLists, keys: readonly string[], page: PageRequest): Promise<string[][]> {
    const parameters = new SqlParameters();
    const owners = ownersSql(of, keys, parameters);
    const conditions = deploymentConditions(filter, this.rights, parameters);
    const behind = page.after === null ? '' : `AND d.id < ${parameters.add(page.after)}::uuid`;
    const rows = await this.manager.query<{ place: number; id: string }[]>(
      `SELECT owner.place::int - 1 AS place, page.id FROM ${owners} CROSS JOIN LATERAL (
         SELECT d.id FROM models.deployment d WHERE ${LISTED_OF[of].of} ${conditions} ${behind}
         ORDER BY d.id DESC LIMIT ${parameters.add(page.limit)}::int) AS page
       ORDER BY owner.place, page.id DESC`,
      parameters.values,
    );
    const pages = keys.map((): string[] => []);
    for (const { place, id } of rows) pages[place]?.push(id);
    return pages;
  }

  /** How many there are of each, counted up to `MAX_COUNTED`. */
  async counts({ of, filter }: DeploymentLists, keys: readonly string[]): Promise<number[]> {
    const parameters = new SqlParameters();
    const owners = ownersSql(of, keys, parameters);
    const conditions = deploymentConditions(filter, this.rights, parameters);
    const rows = await this.manager.query<{ count: number }[]>(
      `SELECT (SELECT count(*)::int FROM (
         SELECT FROM models.deployment d WHERE ${LISTED_OF[of].of} ${conditions} LIMIT ${MAX_COUNTED}) AS counted) AS count
       FROM ${owners} ORDER BY owner.place`,
      parameters.values,
    );
    return rows.map(({ count }) => count);
  }
}

function ownersSql(of: ListedOf, keys: readonly string[], parameters: SqlParameters): string {
  return `unnest(${parameters.add(keys)}::${LISTED_OF[of].type}[]) WITH ORDINALITY AS owner (key, place)`;
}
