import type { EntityManager } from 'typeorm';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { refOf } from '#platform/refs/ref.js';
import { isUsable } from '#values/model-version-status.js';
import type { ModelVersionRow } from '../model-version/model-version.entity.js';
import { ModelVersionRepository } from '../model-version/model-version.repository.js';
import { refuseUnusable } from '../status/refuse-unusable.js';
import { StatusRepository } from '../status/status.repository.js';
import type { AliasToRollBack } from './alias-to-roll-back.js';
import type { RollbackInput } from './rollback.inputs.js';
import { RollbackRepository } from './rollback.repository.js';
import { versionsBefore } from './versions-before.js';

/**
 * The version to go back to: the one that is named, else the nearest one before that may be used.
 * @throws {PedigraphError} CONFLICT where there is none, or the alias points to it already; NOT_FOUND and
 * INVALID_TRANSITION for a named one that does not exist or is not to be used.
 */
export function chooseTarget(
  { alias, to }: RollbackInput,
  from: AliasToRollBack,
  manager: EntityManager,
): Promise<ModelVersionRow> {
  return to == null ? nearestBefore(alias, from, manager) : named(alias, to, from, manager);
}

async function nearestBefore(
  alias: string,
  { model, version }: AliasToRollBack,
  manager: EntityManager,
): Promise<ModelVersionRow> {
  const ids = versionsBefore(await new RollbackRepository(manager).movesOf(model.id, alias));
  const statuses = await new StatusRepository(manager).statusesNow(ids);
  const versions = new Map(
    (await new ModelVersionRepository(manager).findByIds(ids)).map((row) => [row.id, row] as const),
  );
  const usable = ids.find((_, index) => isUsable(statuses[index]!));
  const found = usable === undefined ? undefined : versions.get(usable);
  if (found !== undefined) return found;
  const passedOver = ids.map((id, index) => ({ version: versions.get(id)?.version ?? id, status: statuses[index] }));
  const why =
    passedOver.length === 0
      ? 'it pointed to none before that it was not rolled back from'
      : `what it pointed to before is not to be used (${passedOver.map((one) => `${one.version} is ${one.status}`).join(', ')})`;
  throw new PedigraphError(
    'CONFLICT',
    `Expected a version that the alias ${alias} of ${model.name} can go back to from ${version.version}, but ${why}: name one with \`to\`, clear one with setStatus, or register a new version. Nothing was written.`,
    { current: version.version, passedOver },
  );
}

async function named(
  alias: string,
  to: string,
  { model, version: from }: AliasToRollBack,
  manager: EntityManager,
): Promise<ModelVersionRow> {
  if (to === from.version) {
    throw new PedigraphError(
      'CONFLICT',
      `Expected a version other than the one the alias ${alias} of ${model.name} points to, but that is ${to} already: name another one, or leave \`to\` out. Nothing was written.`,
      { current: from.version },
    );
  }
  const version = await new ModelVersionRepository(manager).withVersion(model.id, to);
  if (version === null) {
    throw new PedigraphError(
      'NOT_FOUND',
      `Expected ${refOf(model.name, to)} to be registered, but there is no such version. Nothing was written.`,
    );
  }
  const [status] = await new StatusRepository(manager).statusesNow([version.id]);
  if (status !== undefined) refuseUnusable(version, status, alias);
  return version;
}
