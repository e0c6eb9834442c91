import DataLoader from 'dataloader';
import { createListLoader, type ListLoader } from '#platform/loading/loader.js';
import { MAX_DISPLAY_NAMES } from '#values/display-name.type.js';
import { type LoaderAsOf, loaderAsOf } from '#values/loader-as-of.js';
import type { DisplayNameRepository } from '../model/display-name.repository.js';
import type { DisplayNameChange } from '../model/display-name-change.entity.js';

/** By-key reads of what models are called. */
export interface DisplayNameLoaders {
  /** By the model's id: the last change; null where it was never called otherwise than at first. */
  readonly displayNameChangeAsOf: LoaderAsOf<DataLoader<string, DisplayNameChange | null>>;
  /** By the model's id: the changes, newest first. */
  readonly displayNameChanges: ListLoader<DisplayNameChange>;
}

/** Those of one request. */
export function createDisplayNameLoaders(displayNames: DisplayNameRepository): DisplayNameLoaders {
  return {
    displayNameChangeAsOf: loaderAsOf(
      (asOf) =>
        new DataLoader(async (ids) => {
          const last = new Map(
            (await displayNames.changesOf(ids, asOf, 1)).map((change) => [change.modelId, change] as const),
          );
          return ids.map((id) => last.get(id) ?? null);
        }),
    ),
    displayNameChanges: createListLoader(
      (ids) => displayNames.changesOf(ids, null, MAX_DISPLAY_NAMES),
      (change) => change.modelId,
    ),
  };
}
