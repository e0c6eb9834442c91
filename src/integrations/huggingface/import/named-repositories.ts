import { ApiError } from '#integrations/client/api-error.js';
import { nameBelow } from '#integrations/importing/name-below.js';
import { remembering } from '#integrations/importing/remembering.js';
import { isRefusal } from '#integrations/importing/write.js';
import { type HubKind, hubPage, hubUri, isHubName } from '../repository/hub-repository.js';
import type { HubImportContext } from './hub-import-context.js';

/**
 * What is added to the name of a repository that cards name: there it is a version of what nobody has read, beside those
 * that an import of the repository itself makes.
 */
const AS_NAMED = 'as-named';

/**
 * The models and datasets that cards name. A card says no revision, or one whose files are not known here: such a version
 * has a place and no digest, and what rests on it is not pinned.
 */
export class NamedRepositories {
  readonly #context: HubImportContext;
  readonly #remembered = remembering<string | null>();

  constructor(context: HubImportContext) {
    this.#context = context;
  }

  /** The model version that is registered for a model; null where it cannot be one, which is reported. */
  model(name: string): Promise<string | null> {
    return this.#named('model', name, null, async (model) => {
      const { destination, tally } = this.#context;
      const { created, id } = await destination.registerModelVersion({
        model,
        ...{ artifacts: this.#files('model', name, null), tags: { 'huggingface.repository': name } },
        description: `What cards call ${name}: they name no revision, and so no weights.`,
      });
      tally.count('modelVersions', created ? 'imported' : 'alreadyThere');
      return `${model}@${id}`;
    });
  }

  /** The dataset version that is registered for a dataset, of a revision where a card names one; null where it cannot be one. */
  dataset(name: string, revision: string | null = null): Promise<string | null> {
    return this.#named('dataset', name, revision, async (dataset) => {
      const { destination, tally } = this.#context;
      const { created, id } = await destination.registerDataset({
        ...{ dataset, derivedFrom: [], files: this.#files('dataset', name, revision) },
        ...(revision === null ? {} : { externalDigest: { algorithm: 'git-commit', value: revision } }),
        source: hubPage({ kind: 'dataset', name }),
      });
      tally.count('datasets', created ? 'imported' : 'alreadyThere');
      return id;
    });
  }

  #files(kind: HubKind, name: string, revision: string | null) {
    const path = name.slice(name.lastIndexOf('/') + 1);
    return [{ path, uri: hubUri({ kind, name }, revision), mediaType: 'inode/directory' }];
  }

  /** What others have may be closed to whoever imports: that costs what leads to it, and no more. */
  #named(
    kind: HubKind,
    name: string,
    revision: string | null,
    register: (called: string) => Promise<string>,
  ): Promise<string | null> {
    return this.#remembered(JSON.stringify([kind, name, revision]), async () => {
      const { tally, namespace } = this.#context;
      const skipped = {
        kind: kind === 'model' ? 'modelVersion' : 'dataset',
        path: `README.md: ${name}`.slice(0, 300),
      } as const;
      if (!isHubName(name)) {
        tally.skip({ ...skipped, reason: 'is no name of a repository of the Hub' });
        return null;
      }
      try {
        return await register(nameBelow(namespace, `${name}/${AS_NAMED}`));
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        const { code } = error;
        if (code !== 'FORBIDDEN' && !isRefusal(error)) throw error;
        tally.skip({ ...skipped, reason: error.message, code });
        return null;
      }
    });
  }
}
