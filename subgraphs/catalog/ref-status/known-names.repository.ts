import type { EntityManager } from 'typeorm';
import type { Caller } from '#platform/auth/caller.js';
import { overSeen } from '#platform/database/rows/over-seen.js';
import type { LineageKind } from '#values/lineage-kind.js';
import { SEEN_SEARCH } from '../search/seen-documents.js';

/** Names that are compared with a misspelt one; versions and aliases of a name likewise. */
const CANDIDATES = 500;

/** Reads of which names, versions and aliases there are, as far as a caller sees them. */
export class KnownNamesRepository {
  constructor(
    private readonly manager: EntityManager,
    private readonly caller: Pick<Caller, 'rights'>,
  ) {}

  /** Whether there is a version of one of these kinds under the name. */
  async isName(name: string, kinds: readonly LineageKind[]): Promise<boolean> {
    const rows = await this.read<unknown>('SELECT FROM search_document WHERE name = $1 AND kind = ANY ($2) LIMIT 1', [
      name,
      kinds,
    ]);
    return rows.length > 0;
  }

  /**
   * Names that begin so, each once: the index is read from one name to the next, so that it does not matter how many
   * versions a name has.
   */
  async namesBeginning(prefix: string, kinds: readonly LineageKind[]): Promise<string[]> {
    const rows = await this.read<{ name: string }>(
      `WITH RECURSIVE one (name) AS (
         (SELECT name FROM search_document WHERE name ~>=~ $1 ORDER BY name USING ~<~ LIMIT 1)
         UNION ALL
         SELECT (SELECT name FROM search_document WHERE name ~>~ one.name ORDER BY name USING ~<~ LIMIT 1)
         FROM one WHERE one.name IS NOT NULL AND starts_with(one.name, $1)),
       few AS (SELECT name FROM one WHERE name IS NOT NULL AND starts_with(name, $1) LIMIT ${CANDIDATES})
       SELECT name FROM few
       WHERE EXISTS (SELECT FROM search_document WHERE name = few.name AND kind = ANY ($2))`,
      [prefix, kinds],
    );
    return rows.map(({ name }) => name);
  }

  /** Names whose last part is this one, of some of the documents that have it. */
  async namesEnding(lastName: string, kinds: readonly LineageKind[]): Promise<string[]> {
    const rows = await this.read<{ name: string }>(
      `SELECT DISTINCT name FROM (
         SELECT name FROM search_document WHERE last_name = $1 AND kind = ANY ($2) LIMIT ${CANDIDATES}) AS few`,
      [lastName, kinds],
    );
    return rows.map(({ name }) => name);
  }

  /** Refs of versions of a name. */
  async refsOf(name: string, kinds: readonly LineageKind[]): Promise<string[]> {
    const rows = await this.read<{ ref: string }>(
      `SELECT ref FROM search_document WHERE name = $1 AND kind = ANY ($2) LIMIT ${CANDIDATES}`,
      [name, kinds],
    );
    return rows.map(({ ref }) => ref);
  }

  /** The aliases of a model. */
  async aliasesOf(model: string): Promise<string[]> {
    const rows = await this.read<{ alias: string }>(
      `SELECT alias FROM search_alias WHERE model = $1 LIMIT ${CANDIDATES}`,
      [model],
    );
    return rows.map(({ alias }) => alias);
  }

  private read<Row>(text: string, values: unknown[]): Promise<Row[]> {
    const statement = overSeen({ text, values }, this.caller.rights, SEEN_SEARCH);
    return this.manager.query(statement.text, statement.values);
  }
}
