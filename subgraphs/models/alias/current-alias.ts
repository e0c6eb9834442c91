import type { EntityManager } from 'typeorm';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { Model } from '../model/model.entity.js';
import { requireModel } from '../model/require-model.js';
import type { ModelVersionRow } from '../model-version/model-version.entity.js';
import { ModelVersionRepository } from '../model-version/model-version.repository.js';
import { AliasRepository } from './alias.repository.js';
import type { AliasChange } from './alias-change.entity.js';

/** What an alias is now: its last move, and the version it points to; null where it points nowhere. */
export interface CurrentAlias {
  readonly last: AliasChange | null;
  readonly version: ModelVersionRow | null;
}

/** An alias that points somewhere. */
export interface ExistingAlias {
  readonly last: AliasChange;
  readonly version: ModelVersionRow;
}

/** Reads what an alias points to; under the model's lock it stays there until the transaction ends. */
export async function readCurrentAlias(manager: EntityManager, modelId: string, alias: string): Promise<CurrentAlias> {
  const last = await new AliasRepository(manager).lastChange(modelId, alias);
  if (last?.modelVersionId == null) return { last, version: null };
  const [version = null] = await new ModelVersionRepository(manager).findByIds([last.modelVersionId]);
  return { last, version };
}

/**
 * The same, of a model that has to have the alias.
 * @throws {PedigraphError} NOT_FOUND where the model or its alias does not exist.
 */
export async function requireAlias(
  manager: EntityManager,
  found: Model | null,
  wanted: NamedAlias,
): Promise<ExistingAlias & { readonly model: Model }> {
  const model = requireModel(found, wanted.model);
  const { last, version } = await readCurrentAlias(manager, model.id, wanted.alias);
  if (last === null || version === null) throw refusalOfMissing(wanted, last);
  return { model, last, version };
}

/** An alias, as a client names it. */
export interface NamedAlias {
  readonly model: string;
  readonly alias: string;
}

/** NOT_FOUND for an alias that points nowhere; `last` is its last move. */
export function refusalOfMissing({ model, alias }: NamedAlias, last: AliasChange | null): PedigraphError {
  return new PedigraphError(
    'NOT_FOUND',
    `Expected ${model} to have the alias ${JSON.stringify(alias)}, but it ${last === null ? 'never had' : 'no longer has'} it: set it with setAlias. Nothing was written.`,
  );
}

/**
 * The version that an alias points to, or last pointed to where it was removed: what a successor has to be measured
 * against. Null where there was none.
 */
export async function readLastVersion(
  manager: EntityManager,
  modelId: string,
  alias: string,
): Promise<ModelVersionRow | null> {
  const setting = await new AliasRepository(manager).lastSetting(modelId, alias);
  if (setting?.modelVersionId == null) return null;
  const [version = null] = await new ModelVersionRepository(manager).findByIds([setting.modelVersionId]);
  return version;
}

/**
 * Compare-and-set: refuses where the alias does not point where the caller has seen it.
 * @param expected a version, null for "nowhere", undefined for "wherever"
 * @throws {PedigraphError} CONFLICT naming the version it points to.
 */
export function refuseUnexpected(
  { model, alias, expected }: { model: string; alias: string; expected?: string | null | undefined },
  current: ModelVersionRow | null,
): void {
  if (expected === undefined || expected === (current?.version ?? null)) return;
  const wanted = expected === null ? 'not to exist' : `to point to ${expected}`;
  const found = current === null ? 'it does not exist' : `it points to ${current.version}`;
  throw new PedigraphError(
    'CONFLICT',
    `Expected the alias ${alias} of ${model} ${wanted}, but ${found}: read it again and decide. Nothing was written.`,
    { current: current?.version ?? null },
  );
}
