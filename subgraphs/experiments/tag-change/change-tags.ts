import { v7 as uuid } from 'uuid';
import { tagsChanged } from '#events/annotation.events.js';
import type { Transaction } from '#platform/database/database.js';
import { TagChangeRepository } from './tag-change.repository.js';

/** What has the tags, as the ledger names it. */
export interface TaggedSubject {
  readonly kind: 'EXPERIMENT' | 'RUN' | 'LOGGED_MODEL';
  readonly id: string;
  /** The experiment's name, or the ref of the run or the logged model. */
  readonly subject: string;
  /** The tags that it was made with. */
  readonly made: Readonly<Record<string, string>>;
}

/**
 * Sets and removes tags, under the lock of what has them. Tags that are so already are not written again.
 * @param values null where a tag is removed
 * @returns how many tags were changed
 */
export async function changeTags(
  { kind, id, subject, made }: TaggedSubject,
  values: ReadonlyMap<string, string | null>,
  { manager, record, clock }: Transaction,
  by: string,
): Promise<number> {
  if (values.size === 0) return 0;
  const tags = new TagChangeRepository(manager);
  const last = await tags.lastOf(id, [...values.keys()]);
  const current = (key: string) => {
    const change = last.get(key);
    if (change !== undefined) return change.value;
    return Object.hasOwn(made, key) ? made[key] : null;
  };
  const news = [...values].filter(([key, value]) => current(key) !== value);
  if (news.length === 0) return 0;
  const at = await clock();
  await tags.insert(
    news.map(([key, value]) => ({
      id: uuid(),
      subjectId: id,
      key,
      sequence: (last.get(key)?.sequence ?? 0) + 1,
      value,
      at,
      by,
    })),
  );
  const set = Object.fromEntries(news.flatMap(([key, value]) => (value === null ? [] : [[key, value] as const])));
  const remove = news.filter(([, value]) => value === null).map(([key]) => key);
  record(tagsChanged(subject, { kind, id, set, remove }));
  return news.length;
}
