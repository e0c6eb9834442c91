import DataLoader from 'dataloader';
import { type KeySources, type KeysOfModel, keysOfModel } from './keys-of-model.js';

/** By-key reads of what the columns of a model's table may be. */
export interface VersionTableLoaders {
  /** By the model's id: searched once a request, however many fields ask. */
  readonly keysOfModel: DataLoader<string, KeysOfModel>;
}

/** Those of one request. */
export function createVersionTableLoaders(sources: KeySources): VersionTableLoaders {
  return {
    keysOfModel: new DataLoader(async (ids) => {
      const found: KeysOfModel[] = [];
      // One model after the other: each may ask for a thousand runs.
      for (const id of ids) found.push(await keysOfModel(id, sources));
      return found;
    }),
  };
}
