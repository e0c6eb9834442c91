import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import type { Rights } from '#platform/auth/rights.js';
import { insertRows } from '#platform/database/rows/insert-rows.js';
import { onlySeen } from '#platform/database/rows/seen-condition.js';
import { countRows } from '#platform/paging/count-rows.js';
import type { PageRequest } from '#platform/paging/page.js';
import { Policy } from './policy.entity.js';
import { scopesOf } from './policy-scope.js';

/** Reads and writes of the `policy` table. */
export class PolicyRepository {
  constructor(private readonly manager: EntityManager) {}

  /** The policy that holds for an alias of a model at a moment; null is now. The closest scope that has one wins. */
  async inForce(model: string, alias: string, asOf: Date | null): Promise<Policy | null> {
    const scopes = scopesOf(model);
    const inForce = await this.manager
      .createQueryBuilder(Policy, 'p')
      .distinctOn(['p.scope'])
      .where('p.scope = ANY (:scopes) AND p.alias = :alias AND p.createdAt <= :asOf', {
        scopes,
        alias,
        asOf: asOf ?? 'infinity',
      })
      .orderBy('p.scope')
      .addOrderBy('p.sequence', 'DESC')
      .getMany();
    return closestPolicy(model, inForce);
  }

  /** The policies that hold for an alias now, of every scope that has rules for it. */
  async inForceOf(alias: string): Promise<Policy[]> {
    const last = await this.manager
      .createQueryBuilder(Policy, 'p')
      .distinctOn(['p.scope'])
      .where('p.alias = :alias', { alias })
      .orderBy('p.scope')
      .addOrderBy('p.sequence', 'DESC')
      .getMany();
    return last.filter(({ rules }) => rules !== null);
  }

  /** The last policy of a scope, locked until the transaction ends. */
  async lockLast(scope: string, alias: string): Promise<Policy | null> {
    await this.manager.query(
      `SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || '.policy.' || $1 || ' ' || $2, 0))`,
      [scope, alias],
    );
    return this.manager.findOne(Policy, { where: { scope, alias }, order: { sequence: 'DESC' } });
  }

  page(scope: string | null, { limit, after }: PageRequest, rights: Rights): Promise<Policy[]> {
    const rows = this.ofScope(scope, rights).orderBy('p.id', 'DESC').take(limit);
    return (after === null ? rows : rows.andWhere('p.id < :after', { after })).getMany();
  }

  count(scope: string | null, rights: Rights): Promise<number> {
    return countRows(this.manager, this.ofScope(scope, rights));
  }

  insert(row: Policy): Promise<void> {
    return insertRows(this.manager, Policy, [row]);
  }

  private ofScope(scope: string | null, rights: Rights): SelectQueryBuilder<Policy> {
    const all = this.manager.createQueryBuilder(Policy, 'p');
    return onlySeen(scope === null ? all : all.where({ scope }), rights, 'p.scope');
  }
}

/** The policy that holds for a model among those in force for an alias: that of the closest scope. */
export function closestPolicy(model: string, inForce: readonly Policy[]): Policy | null {
  const scopes = scopesOf(model);
  const [closest] = inForce
    .filter(({ scope, rules }) => rules !== null && scopes.includes(scope))
    .sort((a, b) => scopes.indexOf(a.scope) - scopes.indexOf(b.scope));
  return closest ?? null;
}
