import { v7 as uuid } from 'uuid';
import { descriptionSet, noteAdded, ownersSet, tagsChanged } from '#events/annotation.events.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { AddNoteInput, SetDescriptionInput, SetOwnersInput, SetTagsInput } from './annotation.inputs.js';
import type { AnnotationChange } from './annotation-change.js';

/** @throws {PedigraphError} BAD_USER_INPUT for a key that is both set and removed. */
export function setTags({ set, remove }: Pick<SetTagsInput, 'set' | 'remove'>): AnnotationChange {
  const tags = set ?? {};
  const both = remove.filter((key) => Object.hasOwn(tags, key));
  if (both.length > 0) {
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `Expected each key in set or in remove, but ${both.join(', ')} is in both. Nothing was written.`,
    );
  }
  const removed = remove.map((key) => [key, null] as const);
  return {
    facet: 'TAG',
    values: new Map<string, unknown>([...Object.entries(tags), ...removed]),
    event: (subject, of, news) =>
      tagsChanged(subject, {
        ...of,
        set: Object.fromEntries(Object.entries(tags).filter(([key]) => news.has(key))),
        remove: [...news.keys()].filter((key) => !Object.hasOwn(tags, key)),
      }),
  };
}

/** Notes are added, never removed: each is the next of its subject. The last one again, by the same author, is the same. */
export function addNote({ text }: AddNoteInput): AnnotationChange {
  return {
    facet: 'NOTE',
    values: new Map([['', text]]),
    event: (subject, of) => noteAdded(subject, { ...of, noteId: uuid(), text }),
  };
}

/** Null removes the description. */
export function setDescription({ description }: Pick<SetDescriptionInput, 'description'>): AnnotationChange {
  return {
    facet: 'DESCRIPTION',
    values: new Map([['', description]]),
    event: (subject, of) => descriptionSet(subject, { ...of, description }),
  };
}

/** The whole list, in its order. */
export function setOwners({ owners }: Pick<SetOwnersInput, 'owners'>): AnnotationChange {
  return {
    facet: 'OWNERS',
    values: new Map([['', owners]]),
    event: (subject, of) => ownersSet(subject, { ...of, owners }),
  };
}
