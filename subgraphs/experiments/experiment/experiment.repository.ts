import type { EntityManager } from 'typeorm';
import { insertRows } from '#platform/database/rows/insert-rows.js';
import { lockExisting, lockNamed } from '#platform/database/rows/lock-named.js';
import { prepared } from '#platform/database/rows/prepared.js';
import { readTexts } from '#platform/database/rows/read-texts.js';
import { selectRows } from '#platform/database/rows/select-rows.js';
import { namespaceSql } from '#platform/database/rows/text-sql.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { namespaceOf } from '#platform/refs/ref.js';
import { freeDisplayName } from '#values/free-display-name.js';
import { GIVEN } from '../name-change/name-change.entity.js';
import { NameChangeRepository } from '../name-change/name-change.repository.js';
import { EXPERIMENTS_NOW } from './current-experiment-sql.js';
import { Experiment } from './experiment.entity.js';

/** The id of what has a display name: found by the indexes of names, and only then looked at as it is now. */
const CALLED = `
  SELECT e.id FROM ${EXPERIMENTS_NOW}
  WHERE e.id IN (SELECT id FROM experiments.experiment WHERE name = $2
                 UNION SELECT subject_id FROM experiments.name_change WHERE name = $2)
    AND e.namespace = $1 AND e.display_name = $2 AND NOT e.is_archived`;

/** Reads and writes of the `experiment` table. */
export class ExperimentRepository {
  constructor(private readonly manager: EntityManager) {}

  findByIds(ids: readonly string[]): Promise<Experiment[]> {
    return selectRows(this.manager, Experiment, 'WHERE id = ANY ($1)', [ids]);
  }

  findByNames(names: readonly string[]): Promise<Experiment[]> {
    return selectRows(this.manager, Experiment, 'WHERE name = ANY ($1)', [names]);
  }

  /** The id of the experiment in a namespace that is called so and is not archived; null where there is none. */
  async idCalled(namespace: string, displayName: string): Promise<string | null> {
    const [row] = await readTexts(this.manager, CALLED, [namespace, displayName]);
    return row?.text(0) ?? null;
  }

  /** Those with that id in the tool they came from, the oldest first; in one namespace, or in all. */
  withExternalId(externalId: string, namespace: string | null): Promise<Experiment[]> {
    const inIt = namespace === null ? '' : ` AND ${namespaceSql('name')} = $2`;
    const values = namespace === null ? [externalId] : [externalId, namespace];
    return selectRows(this.manager, Experiment, `WHERE external_id = $1${inIt} ORDER BY id`, values);
  }

  /** Whether an experiment of a namespace is called so and not archived. */
  async isTaken(namespace: string, displayName: string): Promise<boolean> {
    return (await this.idCalled(namespace, displayName)) !== null;
  }

  /**
   * The experiment of that name, made if missing, locked until the transaction ends: its runs are started one at a time.
   * One that is made is called by its name, unless another one of its namespace was renamed to that.
   */
  async lockByName(name: string, actor: string): Promise<Experiment> {
    const known = await lockExisting(this.manager, Experiment, 'name', name);
    if (known !== undefined) return known;
    const namespace = namespaceOf(name);
    await this.lockNamespace(namespace);
    const madeMeanwhile = await lockExisting(this.manager, Experiment, 'name', name);
    if (madeMeanwhile !== undefined) return madeMeanwhile;
    const displayName = await freeDisplayName(name, (candidate) => this.isTaken(namespace, candidate));
    const made = await lockNamed(this.manager, Experiment, { name, actor });
    if (displayName !== name) {
      const { id: subjectId, createdAt: at, createdBy: by } = made;
      const names = new NameChangeRepository(this.manager);
      await names.insert({ subjectId, sequence: GIVEN, name: displayName, at, by, reason: null });
    }
    return made;
  }

  /** Held until the transaction ends: nobody else gives an experiment of this namespace a name. */
  async lockNamespace(namespace: string): Promise<void> {
    const text = `SELECT pg_advisory_xact_lock(hashtextextended('experiments.namespace.' || $1, 0))`;
    await prepared(this.manager, text, [namespace]);
  }

  insert(row: Experiment): Promise<void> {
    return insertRows(this.manager, Experiment, [row]);
  }
}

/** CONFLICT for a display name that another experiment of the namespace has. */
export function takenDisplayName(displayName: string, { name, id }: Experiment): PedigraphError {
  return new PedigraphError(
    'CONFLICT',
    `The experiment ${name} is called ${JSON.stringify(displayName)}, and no other in its namespace may be while it is not archived: take another name, or rename that one first. Nothing was written.`,
    { existing: name, existingId: id },
  );
}
