import type { EntityManager } from 'typeorm';
import { isUsable } from '#values/model-version-status.js';
import { AliasRepository } from '../alias/alias.repository.js';
import type { AliasChange } from '../alias/alias-change.entity.js';
import { type NamedAlias, readCurrentAlias, refusalOfMissing } from '../alias/current-alias.js';
import type { Model } from '../model/model.entity.js';
import { requireModel } from '../model/require-model.js';
import type { ModelVersionRow } from '../model-version/model-version.entity.js';
import { ModelVersionRepository } from '../model-version/model-version.repository.js';
import { StatusRepository } from '../status/status.repository.js';

/** The alias to take back, and the version that it goes back from. */
export interface AliasToRollBack {
  readonly model: Model;
  /** Its last move. */
  readonly last: AliasChange;
  /** The move that set it to `version`. */
  readonly setting: AliasChange;
  readonly version: ModelVersionRow;
  /** The version it points to: `version`, or null where it was taken from that one. */
  readonly current: ModelVersionRow | null;
}

/**
 * What a rollback goes back from: the version that the alias points to, or pointed to until that one was quarantined or
 * archived and lost it; just then somebody has to be able to go back.
 * @throws {PedigraphError} NOT_FOUND where the model does not exist, or the alias points nowhere for another reason.
 */
export async function readAliasToRollBack(
  manager: EntityManager,
  found: Model | null,
  wanted: NamedAlias,
): Promise<AliasToRollBack> {
  const model = requireModel(found, wanted.model);
  const { last, version: current } = await readCurrentAlias(manager, model.id, wanted.alias);
  if (last !== null && current !== null) return { model, last, setting: last, version: current, current };
  const setting = last && (await new AliasRepository(manager).lastSetting(model.id, wanted.alias));
  if (last === null || setting?.modelVersionId == null) throw refusalOfMissing(wanted, last);
  const [status] = await new StatusRepository(manager).statusesNow([setting.modelVersionId]);
  const [version] = await new ModelVersionRepository(manager).findByIds([setting.modelVersionId]);
  if (version === undefined || status === undefined || isUsable(status)) throw refusalOfMissing(wanted, last);
  return { model, last, setting, version, current: null };
}
