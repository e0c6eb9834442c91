import { ALIAS_PATTERN } from '#platform/refs/ref.js';
import { ApiError } from '../client/api-error.js';
import { attempt, type ImportContext, pathInStore, write } from './import-context.js';
import { importModelVersion, type ModelDestination } from './import-model-version.js';
import type { MlflowModel } from './read-registered-model.js';
import { versionNumberOf } from './version-number.js';

/** How many of a model's versions are there after the import, and how many of those are new. */
export interface ImportedModel {
  readonly present: number;
  readonly created: number;
}

/** Takes a model over: its versions ascending, then its aliases. `onVersion` is called after each version. */
export async function importModel(
  model: MlflowModel,
  to: ModelDestination,
  context: ImportContext,
  onVersion: () => void,
): Promise<ImportedModel> {
  /** From MLflow's number to the version that stands for it here. */
  const here = new Map<string, string>();
  const created = await importVersions(model, to, context, here, onVersion);
  for (const [alias, number] of model.aliases) await importAlias({ alias, number, model, to, here }, context);
  return { present: here.size, created };
}

async function importVersions(
  model: MlflowModel,
  to: ModelDestination,
  context: ImportContext,
  here: Map<string, string>,
  onVersion: () => void,
): Promise<number> {
  const { tally } = context;
  const taken = new Set<string>();
  let created = 0;
  for (const version of model.versions) {
    const thing = { kind: 'modelVersion', path: pathInStore(context, version.folder) } as const;
    await attempt(context, thing, async () => {
      if (version.deleted) return tally.skip({ ...thing, reason: 'was deleted in MLflow' });
      const number = versionNumberOf(version, taken);
      if (number === null)
        return tally.skip({ ...thing, reason: `${version.number}.0.0 is the tag of another version` });
      const done = await importModelVersion(model, version, number, to, context);
      taken.add(done.version);
      here.set(String(version.number), done.version);
      if (done.version !== number) {
        return tally.skip({
          ...thing,
          reason: `has the same content as ${to.name}@${done.version}, which stands for it`,
        });
      }
      tally.count('modelVersions', done.created ? 'imported' : 'alreadyThere');
      if (done.created) created++;
    });
    onVersion();
  }
  return created;
}

interface AliasToSet {
  readonly alias: string;
  /** The version's number in MLflow. */
  readonly number: string;
  readonly model: MlflowModel;
  readonly to: ModelDestination;
  readonly here: ReadonlyMap<string, string>;
}

async function importAlias({ alias, number, model, to, here }: AliasToSet, context: ImportContext): Promise<void> {
  const { tally } = context;
  const thing = { kind: 'alias', path: `${pathInStore(context, model.folder)}/aliases/${alias}` } as const;
  await attempt(context, thing, async () => {
    const version = here.get(number);
    if (version === undefined)
      return tally.skip({ ...thing, reason: `points to version ${number}, which was not imported` });
    if (!ALIAS_PATTERN.test(alias))
      return tally.skip({ ...thing, reason: 'is no alias here: one begins with a letter and is not "latest"' });
    const current = await setNewAlias(to.name, alias, version, context);
    tally.count('aliases', current === null ? 'imported' : 'alreadyThere');
    if (current !== null && current !== version) {
      tally.remark(thing.path, `points to ${current} here, since somebody has moved it; left there`);
    }
  });
}

const SET_ALIAS = `mutation ($input: SetAliasInput!) { setAlias(input: $input) { alias { name } } }`;

/** Sets an alias that does not exist yet; where it does, leaves it and returns the version it points to. */
async function setNewAlias(
  model: string,
  alias: string,
  version: string,
  context: ImportContext,
): Promise<string | null> {
  try {
    await write(context, SET_ALIAS, { input: { model, alias, version, expected: null } });
    return null;
  } catch (error) {
    const current = error instanceof ApiError && error.code === 'CONFLICT' ? error.details['current'] : null;
    if (typeof current !== 'string') throw error;
    return current;
  }
}
