import { runAttached } from '#events/model-version.events.js';
import { type Rights, sees } from '#platform/auth/rights.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { type Pin, resolvePins } from '#platform/ports/resolve-pins.js';
import { ModelRepository } from '#subgraphs/models/model/model.repository.js';
import { HIDDEN_NAME } from '#values/hide-names.js';
import type { ModelVersionRow } from '../model-version.entity.js';
import { ModelVersionRepository } from '../model-version.repository.js';
import { requireVersion } from '../require-version.js';
import type { AttachRunInput } from './attach-run.inputs.js';
import type { AttachRunPayload } from './attach-run.payload.js';
import type { RunAttachmentContext } from './run-attachment.context.js';
import { RunAttachmentRepository } from './run-attachment.repository.js';

/**
 * Attaches its run to a version that was registered without it or before it had ended: a fact beside the version, whose
 * manifest and digest stay. Again is the same.
 * @throws {PedigraphError} NOT_FOUND; REFERENCE_NOT_FOUND where there is no such run; CONFLICT where it goes on, or the
 * version has another run.
 */
export async function attachRun(
  { modelVersion: ref, run: id }: AttachRunInput,
  { database, caller, loaders, ports }: RunAttachmentContext,
): Promise<AttachRunPayload> {
  const version = await requireVersion(ref, loaders);
  const [found] = await resolvePins(ports, { subgraph: 'experiments', type: 'Run', key: 'id', keys: [id] });
  const run: Pin = { id: found!.id, ref: found!.ref, digest: found!.digest };
  await database.transact(caller, async ({ manager, record, clock }) => {
    await new ModelRepository(manager).lockById(version.modelId);
    // As it is stored: what the caller sees of it may leave out its run.
    const [stored] = await new ModelVersionRepository(manager).findByIds([version.id]);
    const pinned = stored!.runPin;
    refuseOther(version, pinned, run, caller.rights);
    if (pinned?.digest != null) return;
    const attachments = new RunAttachmentRepository(manager);
    const [known] = await attachments.findByVersions([version.id]);
    refuseOther(version, known?.runPin ?? null, run, caller.rights);
    if (known !== undefined) return;
    if (run.digest === null) throw refusalOfOpen(run);
    const { id: modelVersionId } = version;
    await attachments.insert({ modelVersionId, runPin: run, createdAt: await clock(), actor: caller.actor });
    record(
      runAttached(version.ref, {
        modelVersionId,
        run: { ...run, digest: run.digest! },
        lineage: {
          node: { kind: 'MODEL_VERSION', id: modelVersionId, ref: version.ref },
          upstream: [{ kind: 'RUN', id: run.id, ref: run.ref, relation: 'PRODUCED' }],
        },
      }),
    );
  });
  loaders.runAttachmentByVersion.clear(version.id);
  return { modelVersion: version };
}

function refuseOther({ ref }: ModelVersionRow, known: Pin | null, run: Pin, rights: Rights): void {
  if (known === null || known.id === run.id) return;
  const isSeen = sees(rights, known.ref);
  throw new PedigraphError(
    'CONFLICT',
    `Expected a version without another run, but ${ref} comes from the run ${isSeen ? known.ref : HIDDEN_NAME}, and that never changes. Nothing was written.`,
    isSeen ? { existing: known.ref } : {},
  );
}

function refusalOfOpen({ ref }: Pin): PedigraphError {
  return new PedigraphError(
    'CONFLICT',
    `Expected a run that has ended, but ${ref} goes on: attach it once it has ended. Nothing was written.`,
  );
}
