import { v7 as uuid } from 'uuid';
import { PedigraphError } from '../../../src/platform/errors/pedigraph-error.js';
import type { ModelsContext } from '../context.js';
import { ModelRepository } from '../model/model.repository.js';
import type { Facet } from './annotation.entity.js';
import type { AnnotatePayload } from './annotation.inputs.js';
import { AnnotationRepository } from './annotation.repository.js';

/** What is to be said: one value a key, null to take it away. */
export interface Annotating {
  readonly facet: Facet;
  readonly values: ReadonlyMap<string, unknown>;
  /** The ledger's word for it. */
  readonly event: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/**
 * Adds what people say about a model or a version, under the model's lock; what was said before stays in the history.
 * @param of a model's name or a version's ref
 * @throws {PedigraphError} NOT_FOUND where there is no such model or version.
 */
export async function annotate(of: string, said: Annotating, context: ModelsContext): Promise<AnnotatePayload> {
  const { database, caller, loaders } = context;
  const subject = await subjectOf(of, context);
  const { id, kind, model, ref } = subject;
  if (said.values.size > 0) {
    await database.transact(caller, async ({ manager, record, clock }) => {
      await new ModelRepository(manager).lockById(model);
      const repository = new AnnotationRepository(manager);
      const sequences = await repository.sequencesOf(id, said.facet, [...said.values.keys()]);
      const at = await clock();
      const rows = [...said.values].map(([key, value]) => ({
        id: uuid(),
        subjectId: id,
        facet: said.facet,
        key,
        sequence: (sequences.get(key) ?? 0) + 1,
        value,
        at,
        by: caller.actor,
      }));
      await repository.insert(rows);
      record({ type: said.event, subject: ref, payload: { kind, id, ...said.payload } });
    });
    loaders.annotationsAsOf(null).clear(id);
  }
  return subject.payload;
}

async function subjectOf(of: string, { loaders }: ModelsContext) {
  if (of.includes('@')) {
    const version = await loaders.versionByRef.load(of);
    if (version !== null) {
      const { id, modelId: model, ref } = version;
      return { kind: 'MODEL_VERSION', id, model, ref, payload: { model: null, modelVersion: version } };
    }
  } else {
    const model = await loaders.modelByName.load(of);
    if (model !== null) {
      const { id, name: ref } = model;
      return { kind: 'MODEL', id, model: id, ref, payload: { model, modelVersion: null } };
    }
  }
  throw new PedigraphError(
    'NOT_FOUND',
    `Expected the name of a registered model or the ref of a model version, but there is no ${JSON.stringify(of.slice(0, 300))}. Nothing was written.`,
  );
}
