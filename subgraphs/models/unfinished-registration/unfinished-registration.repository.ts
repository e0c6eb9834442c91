import type { EntityManager } from 'typeorm';
import type { Rights } from '#platform/auth/rights.js';
import { prepared } from '#platform/database/rows/prepared.js';
import { type SeenCondition, seenCondition } from '#platform/database/rows/seen-condition.js';
import { countFrom } from '#platform/paging/count-rows.js';
import type { PageRequest } from '#platform/paging/page.js';
import { selectPage } from '#platform/paging/select-page.js';
import { UnfinishedRegistration } from './unfinished-registration.entity.js';

const UNFINISHED =
  'NOT EXISTS (SELECT FROM models.parts_registration_end e WHERE e.content = parts_registration.content)';

/** Reads and writes of the `parts_registration` and `parts_registration_end` tables. */
export class UnfinishedRegistrationRepository {
  constructor(private readonly manager: EntityManager) {}

  /** Notes that parts are about to be written; false where that is noted already. */
  async begin({ id, content, model, parts, createdAt, actor }: UnfinishedRegistration): Promise<boolean> {
    const noted = await prepared(
      this.manager,
      `INSERT INTO models.parts_registration (id, content, model, parts, at, by) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (content) DO NOTHING RETURNING id`,
      [id, content, model, JSON.stringify(parts), createdAt, actor],
    );
    return noted.length > 0;
  }

  /** Notes, in the transaction that writes the version, that the parts have one; false where that is noted already. */
  async end(content: string, modelVersionId: string): Promise<boolean> {
    const noted = await prepared(
      this.manager,
      `INSERT INTO models.parts_registration_end (content, model_version_id) VALUES ($1, $2)
       ON CONFLICT (content) DO NOTHING RETURNING content`,
      [content, modelVersionId],
    );
    return noted.length > 0;
  }

  page(page: PageRequest, rights: Rights): Promise<UnfinishedRegistration[]> {
    return selectPage(this.manager, UnfinishedRegistration, unfinished(rights), page);
  }

  count(rights: Rights): Promise<number> {
    const { where, values } = unfinished(rights);
    return countFrom(this.manager, { from: `FROM models.parts_registration WHERE ${where}`, values });
  }
}

function unfinished(rights: Rights): SeenCondition {
  const seen = seenCondition(rights, 'model');
  return seen === null ? { where: UNFINISHED, values: [] } : { ...seen, where: `${UNFINISHED} AND ${seen.where}` };
}
