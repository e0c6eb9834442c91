import type { ActionTarget } from '#platform/auth/action-rule.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { ModelRepository } from '../model/model.repository.js';
import type { ModelVersionRow } from '../model-version/model-version.entity.js';
import type { AnnotationContext } from './annotation.context.js';
import type { Facet } from './annotation.entity.js';
import type { AnnotatedPayload } from './annotation.payloads.js';
import type { AnnotationChange } from './annotation-change.js';
import { nothingYet, writeAnnotations } from './write-annotations.js';

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
  const { id, model } = subject;
  if (change.values.size > 0) {
    await database.transact(caller, async (transaction) => {
      await new ModelRepository(transaction.manager).lockById(model);
      await writeAnnotations(change, { subject, actor: caller.actor }, transaction);
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
