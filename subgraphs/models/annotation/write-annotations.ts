import { v7 as uuid } from 'uuid';
import type { Transaction } from '#platform/database/database.js';
import { sameJson } from '#platform/digest/same-json.js';
import type { Annotation, Facet } from './annotation.entity.js';
import { AnnotationRepository } from './annotation.repository.js';
import type { AnnotatedSubject, AnnotationChange } from './annotation-change.js';

/** What is annotated: as the ledger names it, and with what it was registered. */
export interface SubjectOfAnnotations extends AnnotatedSubject {
  /** The name of the model, or the ref of the version. */
  readonly ref: string;
  /** What it has where nobody annotated it. */
  readonly registered: (facet: Facet, key: string) => unknown;
}

/** Of what, by whom and when. */
export interface Annotating {
  readonly subject: SubjectOfAnnotations;
  readonly actor: string;
  /** @default the clock, read under the lock that the transaction holds */
  readonly at?: Date | undefined;
}

/** Writes what a change brings that is not so already, under the lock of the model. */
export async function writeAnnotations(
  { facet, values, event }: AnnotationChange,
  { subject: { id, kind, ref, registered }, actor, at }: Annotating,
  { manager, record, clock }: Transaction,
): Promise<void> {
  const repository = new AnnotationRepository(manager);
  const last = await repository.lastOf(id, facet, [...values.keys()]);
  const isNew = ([key, value]: readonly [string, unknown]) => {
    const row = last.get(key);
    if (facet === 'NOTE') return row === undefined || row.actor !== actor || row.value !== value;
    return !sameJson(row === undefined ? registered(facet, key) : row.value, value);
  };
  const news = new Map([...values].filter(isNew));
  if (news.size === 0) return;
  const createdAt = at ?? (await clock());
  const rows = [...news].map(
    ([key, value]): Annotation => ({
      id: uuid(),
      subjectId: id,
      facet,
      key,
      sequence: (last.get(key)?.sequence ?? 0) + 1,
      value,
      createdAt,
      actor,
    }),
  );
  await repository.insert(rows);
  record(event(ref, { kind, id }, news));
}

/** What a model has that nobody annotated. */
export function nothingYet(facet: Facet): unknown {
  return facet === 'OWNERS' ? [] : null;
}
