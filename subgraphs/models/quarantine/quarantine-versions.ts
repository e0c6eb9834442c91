import type { Transaction } from '#platform/database/database.js';
import { refuseMissing } from '#platform/errors/refuse-missing.js';
import { INITIAL_STATUS } from '#values/model-version-status.js';
import type { AliasContext } from '../alias/alias.context.js';
import { forgetAlias } from '../alias/forget-alias.js';
import { ModelRepository } from '../model/model.repository.js';
import type { ModelVersionRow } from '../model-version/model-version.entity.js';
import { PRODUCTION_ALIAS } from '../status/move-production.js';
import { StatusRepository } from '../status/status.repository.js';
import { changeStatus } from '../status-transition/change-status.js';
import { TRANSITIONS } from '../status-transition/transitions.js';
import type { QuarantineInput } from './quarantine.inputs.js';
import type { QuarantinePayload } from './quarantine.payload.js';

/**
 * Quarantines versions of any models, all of them in one transaction or none. One that is in production is so no longer:
 * the alias points nowhere until it is rolled back or set. The models are locked in the order of their ids, so that two
 * who do this at once do not deadlock.
 * @param options.isDryRun do everything and take it back: the answer is what would be quarantined
 * @throws {PedigraphError} REFERENCE_NOT_FOUND naming the ids that are of no version.
 */
export async function quarantineVersions(
  input: QuarantineInput,
  context: AliasContext,
  { isDryRun = false }: { readonly isDryRun?: boolean } = {},
): Promise<QuarantinePayload> {
  const { reason } = input;
  const { database, caller, loaders } = context;
  const versions = await versionsToQuarantine(input, context);
  const quarantine = async (transaction: Transaction): Promise<QuarantinePayload> => {
    const { manager, clock } = transaction;
    const models = new ModelRepository(manager);
    for (const id of [...new Set(versions.map((version) => version.modelId))].sort()) await models.lockById(id);
    const lastChanges = new Map(
      (
        await new StatusRepository(manager).lastChanges(
          versions.map(({ id }) => id),
          null,
        )
      ).map((row) => [row.modelVersionId, row]),
    );
    const at = await clock();
    const quarantined: ModelVersionRow[] = [];
    for (const version of versions) {
      const last = lastChanges.get(version.id) ?? null;
      const from = last?.status ?? INITIAL_STATUS;
      if (!TRANSITIONS[from].includes('QUARANTINED')) continue;
      await changeStatus({ version, last, from, to: 'QUARANTINED', at, actor: caller.actor, reason }, transaction);
      quarantined.push(version);
    }
    return { quarantined, unchanged: versions.filter((version) => !quarantined.includes(version)) };
  };
  const payload = await database.transact(caller, quarantine, { dryRun: isDryRun });
  if (isDryRun) return payload;
  for (const version of payload.quarantined) {
    const { modelId, name: modelName } = version;
    forgetAlias(loaders, { modelId, modelName, alias: PRODUCTION_ALIAS }, [version]);
  }
  return payload;
}

/**
 * The versions that an input names, each once.
 * @throws {PedigraphError} REFERENCE_NOT_FOUND naming the ids that are of no version that the caller may see.
 */
export async function versionsToQuarantine(
  { modelVersions: ids }: QuarantineInput,
  { loaders }: AliasContext,
): Promise<readonly ModelVersionRow[]> {
  const unique = [...new Set(ids)];
  const found = await Promise.all(unique.map((id) => loaders.versionById.load(id)));
  return refuseMissing('ModelVersion', unique, found);
}
