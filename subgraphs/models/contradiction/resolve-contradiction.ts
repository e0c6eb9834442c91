import { contradictionResolved } from '#events/contradiction.events.js';
import type { ActionTarget } from '#platform/auth/action-rule.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { ContradictionContext } from './contradiction.context.js';
import type { Contradiction } from './contradiction.entity.js';
import type { ResolveContradictionInput } from './contradiction.inputs.js';
import type { ResolveContradictionPayload } from './contradiction.payloads.js';
import { ContradictionRepository } from './contradiction.repository.js';

/**
 * Records that a contradiction is one no more. Of one that is resolved nothing changes: its first resolution counts.
 * @throws {PedigraphError} NOT_FOUND where there is none of that id.
 */
export async function resolveContradiction(
  input: ResolveContradictionInput,
  context: ContradictionContext,
): Promise<ResolveContradictionPayload> {
  const { database, caller, loaders } = context;
  const contradiction = await requireContradiction(input, context);
  const { id, subject, subjectKind, subjectId, identity } = contradiction;
  await database.transact(caller, async ({ manager, record, clock }) => {
    const contradictions = new ContradictionRepository(manager);
    await contradictions.lockLast(identity);
    if ((await contradictions.resolutionsOf([id])).length > 0) return;
    const { reason } = input;
    await contradictions.insertResolution({
      ...{ contradictionId: id, reason, createdAt: await clock(), actor: caller.actor },
    });
    record(
      contradictionResolved(subject, {
        ...{ kind: subjectKind, id: subjectId, contradictionId: id, contradiction: contradiction.kind, reason },
      }),
    );
  });
  loaders.contradictionResolution.clear(id);
  return { contradiction };
}

/** What `resolveContradiction` is done to, and who reported it. */
export async function targetOfResolution(
  input: ResolveContradictionInput,
  context: ContradictionContext,
): Promise<readonly ActionTarget[]> {
  const { subject: name, actor: madeBy } = await requireContradiction(input, context);
  return [{ name, madeBy }];
}

async function requireContradiction(
  { contradiction: id }: ResolveContradictionInput,
  { loaders }: ContradictionContext,
): Promise<Contradiction> {
  const found = await loaders.contradictionById.load(id);
  if (found !== null) return found;
  throw new PedigraphError(
    'NOT_FOUND',
    `Expected the id of a contradiction, but there is no contradiction ${JSON.stringify(id)}: contradictions lists them. Nothing was written.`,
  );
}
