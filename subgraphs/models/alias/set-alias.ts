import { v7 as uuid } from 'uuid';
import { PedigraphError } from '../../../src/platform/errors/pedigraph-error.js';
import { refOf } from '../../../src/platform/refs/ref.js';
import type { ModelsContext } from '../context.js';
import { ModelRepository } from '../model/model.repository.js';
import type { ModelVersion } from '../model-version/model-version.entity.js';
import { ModelVersionRepository } from '../model-version/model-version.repository.js';
import { AliasRepository } from './alias.repository.js';
import type { SetAliasInput, SetAliasPayload } from './alias.type.js';

/**
 * Points an alias at a version: compare-and-set under the model's lock, so of any number of racers that expect the
 * same, one wins.
 * @throws {PedigraphError} NOT_FOUND, or CONFLICT where the alias does not stand where it was expected.
 */
export async function setAlias(input: SetAliasInput, { database, caller }: ModelsContext): Promise<SetAliasPayload> {
  return database.transact(caller, async ({ manager, record, clock }) => {
    const target = refOf(input.model, input.version);
    const model = await new ModelRepository(manager).lockExisting(input.model);
    const versions = new ModelVersionRepository(manager);
    const modelVersion = model === null ? null : await versions.versionsOf(model.id).withVersion(input.version);
    if (model === null || modelVersion === null) {
      throw new PedigraphError(
        'NOT_FOUND',
        `Expected ${target} to be registered, but there is no such version: register it first. Nothing was written.`,
      );
    }
    const aliases = new AliasRepository(manager);
    const last = await aliases.lastChange(model.id, input.alias);
    const previous =
      last?.modelVersionId == null ? null : ((await versions.findByIds([last.modelVersionId]))[0] ?? null);
    refuseUnexpected(input, previous);

    const at = await clock();
    const { alias, reason = null } = input;
    const move = {
      modelId: model.id,
      modelName: model.name,
      alias,
      modelVersionId: modelVersion.id,
      at,
      by: caller.actor,
      reason,
    };
    if (previous?.id !== modelVersion.id) {
      await aliases.insert({ id: uuid(), sequence: (last?.sequence ?? 0) + 1, ...move });
      record({
        type: 'AliasSet',
        subject: modelVersion.ref,
        payload: {
          model: model.name,
          alias,
          version: modelVersion.version,
          modelVersionId: modelVersion.id,
          previous: previous?.version ?? null,
          reason,
        },
      });
    }
    return { alias: { name: alias, modelVersion, since: at, by: caller.actor }, previous };
  });
}

function refuseUnexpected({ model, alias, expected }: SetAliasInput, previous: ModelVersion | null): void {
  if (expected === undefined || expected === (previous?.version ?? null)) return;
  const wanted = expected === null ? 'not to exist' : `to stand at ${expected}`;
  const found = previous === null ? 'it does not exist' : `it stands at ${previous.version}`;
  throw new PedigraphError(
    'CONFLICT',
    `Expected the alias ${alias} of ${model} ${wanted}, but ${found}: read it again and decide. Nothing was written.`,
    {
      standing: previous?.version ?? null,
    },
  );
}
