import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { insertRows } from '#platform/database/rows/insert-rows.js';
import { selectRows } from '#platform/database/rows/select-rows.js';
import { MAX_DISPLAY_NAMES } from '#values/display-name.type.js';
import { NameChange } from './name-change.entity.js';

const NEWEST = `WHERE id IN (
  SELECT c.id FROM unnest($1::uuid[]) AS wanted (id) CROSS JOIN LATERAL (
    SELECT id FROM experiments.name_change WHERE subject_id = wanted.id ORDER BY sequence DESC LIMIT $2) c)
  ORDER BY sequence DESC`;

/** Reads and writes of the `name_change` table. */
export class NameChangeRepository {
  constructor(private readonly manager: EntityManager) {}

  /** The changes of these, the newest of each first, at most `MAX_DISPLAY_NAMES` of each. */
  ofSubjects(ids: readonly string[]): Promise<NameChange[]> {
    return selectRows(this.manager, NameChange, NEWEST, [ids, MAX_DISPLAY_NAMES]);
  }

  /** The last change of each of these; none of what was never called otherwise. */
  lastOf(ids: readonly string[]): Promise<NameChange[]> {
    const last =
      'WHERE subject_id = ANY ($1) AND sequence = (SELECT max(sequence) FROM experiments.name_change n WHERE n.subject_id = name_change.subject_id)';
    return selectRows(this.manager, NameChange, last, [ids]);
  }

  insert(row: Omit<NameChange, 'id'>): Promise<void> {
    return insertRows(this.manager, NameChange, [{ ...row, id: uuid() }]);
  }
}
