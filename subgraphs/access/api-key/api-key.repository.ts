import { type EntityManager, In, LessThan } from 'typeorm';
import { insertRows } from '#platform/database/rows/insert-rows.js';
import { prepared } from '#platform/database/rows/prepared.js';
import { countRows } from '#platform/paging/count-rows.js';
import type { PageRequest } from '#platform/paging/page.js';
import { ApiKey } from './api-key.entity.js';
import { ApiKeyRevocation } from './api-key-revocation.entity.js';

/** A key as it is now. */
export type KnownApiKey = Pick<ApiKey, 'id' | 'principal' | 'kind' | 'role' | 'namespace' | 'expiresAt'> & {
  readonly isRevoked: boolean;
};

/** When a key was last used. */
export interface LastUse {
  readonly apiKeyId: string;
  readonly at: Date;
}

/** Reads and writes of API keys, of their end and of their use. */
export class ApiKeyRepository {
  constructor(private readonly manager: EntityManager) {}

  /** The key with this digest, whether it still opens or not. */
  async byDigest(digest: string): Promise<KnownApiKey | null> {
    const [row] = await prepared<KnownApiKey>(
      this.manager,
      `SELECT id, principal, kind, role, namespace, expires_at AS "expiresAt",
         EXISTS (SELECT FROM access.api_key_revocation WHERE api_key_id = id) AS "isRevoked"
       FROM access.api_key WHERE digest = $1`,
      [digest],
    );
    return row ?? null;
  }

  /** Whether anybody was ever given a key. */
  async any(): Promise<boolean> {
    const [row] = await prepared<{ any: boolean }>(
      this.manager,
      'SELECT EXISTS (SELECT FROM access.api_key) AS "any"',
      [],
    );
    return row!.any;
  }

  findById(id: string): Promise<ApiKey | null> {
    return this.manager.findOneBy(ApiKey, { id });
  }

  /** How many keys of a principal, but this one, still open. */
  async othersThatOpen({ principal, id }: Pick<ApiKey, 'principal' | 'id'>, now: Date): Promise<number> {
    const [row] = await prepared<{ others: number }>(
      this.manager,
      `SELECT count(*)::int AS others FROM access.api_key
       WHERE principal = $1 AND id <> $2 AND role IS NULL AND (expires_at IS NULL OR expires_at > $3)
         AND NOT EXISTS (SELECT FROM access.api_key_revocation WHERE api_key_id = api_key.id)`,
      [principal, id, now],
    );
    return row!.others;
  }

  /** Those of one principal, or everybody's. */
  page(principal: string | null, { limit, after }: PageRequest): Promise<ApiKey[]> {
    return this.manager.find(ApiKey, {
      where: { ...(principal === null ? {} : { principal }), ...(after === null ? {} : { id: LessThan(after) }) },
      order: { id: 'DESC' },
      take: limit,
    });
  }

  count(principal: string | null): Promise<number> {
    const rows = this.manager.createQueryBuilder(ApiKey, 'k');
    return countRows(this.manager, rows.where(principal === null ? {} : { principal }));
  }

  findRevocations(ids: readonly string[]): Promise<ApiKeyRevocation[]> {
    return this.manager.findBy(ApiKeyRevocation, { apiKeyId: In([...ids]) });
  }

  findLastUses(ids: readonly string[]): Promise<LastUse[]> {
    return prepared(
      this.manager,
      'SELECT api_key_id AS "apiKeyId", last_used_at AS at FROM access.api_key_use WHERE api_key_id = ANY ($1::uuid[])',
      [ids],
    );
  }

  /** That a key is used now, to the minute: no fact of the ledger. */
  async noteUse(id: string): Promise<void> {
    await prepared(
      this.manager,
      `INSERT INTO access.api_key_use (api_key_id, last_used_at) VALUES ($1, now())
       ON CONFLICT (api_key_id) DO UPDATE SET last_used_at = now()
       WHERE api_key_use.last_used_at < now() - interval '1 minute'`,
      [id],
    );
  }

  insert(row: ApiKey): Promise<void> {
    return insertRows(this.manager, ApiKey, [row]);
  }

  insertRevocation(row: ApiKeyRevocation): Promise<void> {
    return insertRows(this.manager, ApiKeyRevocation, [row]);
  }
}
