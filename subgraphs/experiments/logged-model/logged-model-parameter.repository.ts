import type { EntityManager } from 'typeorm';
import { readTexts } from '#platform/database/rows/read-texts.js';
import { parseInTurns } from '#platform/turns/parse-in-turns.js';
import type { AddedParameters } from '../parameter/parameter.repository.js';

/** One row a logged model: the driver takes longer over many small rows than PostgreSQL over gathering them. */
const GATHERED = `
  SELECT m.id, (SELECT coalesce(json_agg(json_build_array(key, value, is_after_end) ORDER BY key), '[]')
                FROM experiments.logged_model_parameter WHERE logged_model_id = m.id)
  FROM unnest($1::uuid[]) AS m (id)`;

/** The parameters of a logged model: names to values. */
export interface LoggedModelParameters {
  /** Those that are sealed with it, or will be. */
  readonly sealed: Readonly<Record<string, unknown>>;
  /** These, and those that came after it was READY. */
  readonly all: Readonly<Record<string, unknown>>;
}

/** Reads and writes of the `logged_model_parameter` table. */
export class LoggedModelParameterRepository {
  constructor(private readonly manager: EntityManager) {}

  /** The parameters of each of these, by id. */
  async of(ids: readonly string[]): Promise<ReadonlyMap<string, LoggedModelParameters>> {
    const found = new Map<string, LoggedModelParameters>();
    for (const row of await readTexts(this.manager, GATHERED, [ids])) {
      const entries = (await parseInTurns(row.text(1)!)) as readonly (readonly [string, unknown, boolean])[];
      const all = Object.fromEntries(entries);
      const sealed = Object.fromEntries(entries.filter(([, , isAfterEnd]) => !isAfterEnd));
      found.set(row.text(0)!, { sealed, all });
    }
    return found;
  }

  /** Adds what is not there yet, and says which keys it added and which are there with another value. */
  async insertNew(
    id: string,
    parameters: Readonly<Record<string, unknown>>,
    isAfterEnd: boolean,
  ): Promise<AddedParameters> {
    const keys = Object.keys(parameters);
    if (keys.length === 0) return { added: [], changed: [] };
    const values = keys.map((key) => JSON.stringify(parameters[key]));
    const added = await this.manager.query<{ key: string }[]>(
      `INSERT INTO logged_model_parameter (logged_model_id, key, value, is_after_end)
       SELECT $1, p.key, p.value, $4 FROM unnest($2::text[], $3::jsonb[]) AS p (key, value)
       ON CONFLICT DO NOTHING RETURNING key`,
      [id, keys, values, isAfterEnd],
    );
    if (added.length === keys.length) return { added: keys, changed: [] };
    return { added: added.map(({ key }) => key), changed: await this.notAsGiven(id, parameters) };
  }

  /** Which of these parameters it does not have, or has with another value. */
  async notAsGiven(id: string, parameters: Readonly<Record<string, unknown>>): Promise<string[]> {
    const keys = Object.keys(parameters);
    const rows = await this.manager.query<{ key: string }[]>(
      `SELECT p.key FROM unnest($2::text[], $3::jsonb[]) AS p (key, value)
       LEFT JOIN logged_model_parameter r ON r.logged_model_id = $1 AND r.key = p.key
       WHERE r.value IS DISTINCT FROM p.value ORDER BY p.key`,
      [id, keys, keys.map((key) => JSON.stringify(parameters[key]))],
    );
    return rows.map(({ key }) => key);
  }
}
