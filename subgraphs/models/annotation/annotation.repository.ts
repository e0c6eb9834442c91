import { type EntityManager, In, LessThan } from 'typeorm';
import { insertRows } from '#platform/database/rows/insert-rows.js';
import { countRows } from '#platform/paging/count-rows.js';
import type { PageRequest } from '#platform/paging/page.js';
import { Annotation, type Facet } from './annotation.entity.js';

/** Reads and writes of the `annotation` table. */
export class AnnotationRepository {
  constructor(private readonly manager: EntityManager) {}

  /** The last change of every tag, owners and description of these subjects up to a moment; null is now. */
  async lastChanges(subjectIds: readonly string[], asOf: Date | null): Promise<Annotation[]> {
    const last = await this.manager.query<{ id: string }[]>(
      `SELECT DISTINCT ON (subject_id, facet, key) id FROM annotation
       WHERE subject_id = ANY ($1) AND facet <> 'NOTE' AND at <= $2 ORDER BY subject_id, facet, key, sequence DESC`,
      [subjectIds, asOf ?? 'infinity'],
    );
    return last.length === 0
      ? []
      : this.manager.find(Annotation, { where: { id: In(last.map((row) => row.id)) }, order: { key: 'ASC' } });
  }

  /** The last change of each of these keys of a facet; a key that was never written has none. */
  async lastOf(subjectId: string, facet: Facet, keys: readonly string[]): Promise<ReadonlyMap<string, Annotation>> {
    const rows = await this.manager
      .createQueryBuilder(Annotation, 'a')
      .distinctOn(['a.key'])
      .where('a.subjectId = :subjectId AND a.facet = :facet AND a.key = ANY (:keys)', { subjectId, facet, keys })
      .orderBy('a.key')
      .addOrderBy('a.sequence', 'DESC')
      .getMany();
    return new Map(rows.map((row) => [row.key, row]));
  }

  page(subjectId: string, facet: Facet | null, { limit, after }: PageRequest): Promise<Annotation[]> {
    return this.manager.find(Annotation, {
      where: {
        subjectId,
        ...(facet === null ? {} : { facet }),
        ...(after === null ? {} : { id: LessThan(after) }),
      },
      order: { id: 'DESC' },
      take: limit,
    });
  }

  count(subjectId: string, facet: Facet | null): Promise<number> {
    return countRows(
      this.manager,
      this.manager.createQueryBuilder(Annotation, 'a').where({ subjectId, ...(facet === null ? {} : { facet }) }),
    );
  }

  insert(rows: readonly Annotation[]): Promise<void> {
    return insertRows(this.manager, Annotation, rows);
  }
}
