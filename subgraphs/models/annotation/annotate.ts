import { v7 as uuid } from 'uuid';
import type { ActionTarget } from '#platform/auth/action-rule.js';
import type { NewLedgerEvent } from '#platform/database/new-ledger-event.js';
import { sameJson } from '#platform/digest/same-json.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { ModelRepository } from '../model/model.repository.js';
import type { ModelVersionRow } from '../model-version/model-version.entity.js';
import type { AnnotationContext } from './annotation.context.js';
import type { Annotation, Facet } from './annotation.entity.js';
import type { AnnotatedPayload } from './annotation.payloads.js';
import { AnnotationRepository } from './annotation.repository.js';

/** What is annotated, as the ledger names it. */
export interface AnnotatedSubject {
  readonly kind: 'MODEL' | 'MODEL_VERSION';
  readonly id: string;
}

/** A change of annotations: one value a key, null to remove it. */
export interface AnnotationChange {
  readonly facet: Facet;
  readonly values: ReadonlyMap<string, unknown>;
  /** The event that the ledger gets for the values that are new. */
  readonly event: (subject: string, of: AnnotatedSubject, news: ReadonlyMap<string, unknown>) => NewLedgerEvent;
}

/**
 * Annotates a model or a version, under the model's lock; what was there before stays in the history. Values that it has
 * already are not written again.
 * @param of a model's name or a version's ref
 * @throws {PedigraphError} NOT_FOUND where there is no such model or version.
 */
export async function annotate(
  of: string,
  change: AnnotationChange,
  context: AnnotationContext,
): Promise<AnnotatedPayload> {
  const { database, caller, loaders } = context;
  const subject = await subjectOf(of, context);
  const { id, kind, model, ref, registered } = subject;
  if (change.values.size > 0) {
    await database.transact(caller, async ({ manager, record, clock }) => {
      await new ModelRepository(manager).lockById(model);
      const repository = new AnnotationRepository(manager);
      const { facet } = change;
      const last = await repository.lastOf(id, facet, [...change.values.keys()]);
      const isNew = ([key, value]: readonly [string, unknown]) => {
        const row = last.get(key);
        if (facet === 'NOTE') return row === undefined || row.actor !== caller.actor || row.value !== value;
        return !sameJson(row === undefined ? registered(facet, key) : row.value, value);
      };
      const news = new Map([...change.values].filter(isNew));
      if (news.size === 0) return;
      const at = await clock();
      const rows = [...news].map(
        ([key, value]): Annotation => ({
          id: uuid(),
          subjectId: id,
          facet,
          key,
          sequence: (last.get(key)?.sequence ?? 0) + 1,
          value,
          createdAt: at,
          actor: caller.actor,
        }),
      );
      await repository.insert(rows);
      record(change.event(ref, { kind, id }, news));
    });
    loaders.annotationsAsOf(null).clear(id);
  }
  return subject.payload;
}

/**
 * What is to be annotated, as what an action is done to.
 * @throws {PedigraphError} NOT_FOUND where there is no such model or version that the caller may see.
 */
export async function annotationTarget(of: string, context: AnnotationContext): Promise<readonly ActionTarget[]> {
  const { ref: name } = await subjectOf(of, context);
  return [{ name }];
}

async function subjectOf(of: string, { loaders }: AnnotationContext) {
  if (of.includes('@')) {
    const version = await loaders.versionByRef.load(of);
    if (version !== null) {
      const { id, modelId: model, ref } = version;
      const payload = { model: null, modelVersion: version };
      return { kind: 'MODEL_VERSION' as const, id, model, ref, payload, registered: registeredWith(version) };
    }
  } else {
    const model = await loaders.modelByName.load(of);
    if (model !== null) {
      const { id, name: ref } = model;
      const payload = { model, modelVersion: null };
      return { kind: 'MODEL' as const, id, model: id, ref, payload, registered: nothingYet };
    }
  }
  throw new PedigraphError(
    'NOT_FOUND',
    `Expected the name of a registered model or the ref of a model version, but there is no ${JSON.stringify(of.slice(0, 300))}. Nothing was written.`,
  );
}

/** The tags and the description that a version was registered with. */
function registeredWith({ tags, description }: ModelVersionRow) {
  return (facet: Facet, key: string): unknown => {
    if (facet === 'TAG') return Object.hasOwn(tags, key) ? tags[key] : null;
    return facet === 'DESCRIPTION' ? description : null;
  };
}

/** What a model has that nobody annotated. */
function nothingYet(facet: Facet): unknown {
  return facet === 'OWNERS' ? [] : null;
}
