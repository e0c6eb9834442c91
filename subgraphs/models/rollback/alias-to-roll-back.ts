import type { EntityManager } from 'typeorm';
import { isUsable } from '#values/model-version-status.js';
import { AliasRepository } from '../alias/alias.repository.js';
import type { AliasChange } from '../alias/alias-change.entity.js';
import { type NamedAlias, readStanding, refusalOfMissing, requireModel } from '../alias/standing-alias.js';
import type { Model } from '../model/model.entity.js';
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
  /** Where it stands: `version`, or null where it was taken from that one. */
  readonly standing: ModelVersionRow | null;
}

/**
 * What a rollback goes back from: where the alias stands, or where it stood until that version was quarantined or
 * archived and lost it; just then somebody has to be able to go back.
 * @throws {PedigraphError} NOT_FOUND where the model does not exist, or the alias stands nowhere for another reason.
 */
export async function readAliasToRollBack(
  manager: EntityManager,
  found: Model | null,
  wanted: NamedAlias,
): Promise<AliasToRollBack> {
  const model = requireModel(found, wanted);
  const { last, version: standing } = await readStanding(manager, model.id, wanted.alias);
  if (last !== null && standing !== null) return { model, last, setting: last, version: standing, standing };
  const setting = last && (await new AliasRepository(manager).lastSetting(model.id, wanted.alias));
  if (last === null || setting?.modelVersionId == null) throw refusalOfMissing(wanted, last);
  const [status] = await new StatusRepository(manager).statusesNow([setting.modelVersionId]);
  const [version] = await new ModelVersionRepository(manager).findByIds([setting.modelVersionId]);
  if (version === undefined || status === undefined || isUsable(status)) throw refusalOfMissing(wanted, last);
  return { model, last, setting, version, standing: null };
}
