import { createHash } from 'node:crypto';
import { attempt } from '#integrations/importing/attempt.js';
import { nameBelow } from '#integrations/importing/name-below.js';
import { UnreadableValue } from '#integrations/reading/values/plain-value.js';
import { textOf } from '#integrations/reading/values/read-values.js';
import { chooseEnvironmentFiles } from '../environments/choose-environment.js';
import type { EnvironmentFacts } from '../environments/environment-file.js';
import { environmentFormat } from '../environments/environment-formats.js';
import type { CommitState } from '../history/commit-state.js';
import { nameOf } from '../history/wanted-files.js';
import type { TreeFile } from '../objects/trees.js';
import type { GitImportContext } from './git-import-context.js';
import type { Skip } from './git-tally.js';

/** The most packages that one environment version takes. */
const MOST_PACKAGES = 10_000;

/** What of an import it needs to register environments. */
interface EnvironmentContext extends Pick<GitImportContext, 'namespace'> {
  readonly reader: Pick<GitImportContext['reader'], 'blobs'>;
  readonly destination: Pick<GitImportContext['destination'], 'registerEnvironment'>;
  readonly tally: {
    count(kind: 'environments', outcome: 'imported' | 'alreadyThere'): void;
    skip(skip: Skip): void;
  };
}

/** The environment versions of one import: what the files of a commit say of where its code runs. */
export class Environments {
  readonly #context: EnvironmentContext;
  readonly #refs = new Map<string, Promise<string | null>>();

  constructor(context: EnvironmentContext) {
    this.#context = context;
  }

  /** The environment of code that runs in a folder; null where no file tells of one. */
  of(folder: string, state: Pick<CommitState, 'environments'>): Promise<string | null> {
    const { packages, machines } = chooseEnvironmentFiles(state.environments, folder);
    const files = [...(packages === null ? [] : [packages]), ...machines];
    if (files.length === 0) return Promise.resolve(null);
    const key = files.map(({ path, id }) => `${path} ${id}`).join('\n');
    const known = this.#refs.get(key) ?? this.#register(packages, files);
    this.#refs.set(key, known);
    return known;
  }

  async #register(packages: TreeFile | null, files: readonly TreeFile[]): Promise<string | null> {
    const { namespace, destination, tally } = this.#context;
    const read = await Promise.all(files.map((file) => this.#read(file)));
    const facts = read.flatMap((one) => (one === null ? [] : [one.facts]));
    const [first] = files;
    if (first === undefined || facts.length === 0) return null;
    const lock = packages === null ? null : read[0];
    const { path } = first;
    return attempt(this.#context, { kind: 'environment', path }, async () => {
      const { created, id } = await destination.registerEnvironment({
        environment: nameBelow(namespace, path),
        image: facts.find(({ image }) => image !== null)?.image?.slice(0, 500) ?? null,
        runtime: facts.find(({ runtime }) => runtime !== null)?.runtime ?? null,
        packages: onePerName(facts).slice(0, MOST_PACKAGES),
        ...(lock == null ? {} : { lock: { path, digest: lock.digest } }),
        description: `Read from ${files.map((file) => file.path).join(', ')}`.slice(0, 5_000),
      });
      tally.count('environments', created ? 'imported' : 'alreadyThere');
      return id;
    });
  }

  async #read({ path, id }: TreeFile): Promise<{ readonly facts: EnvironmentFacts; readonly digest: string } | null> {
    const { reader, tally } = this.#context;
    try {
      const content = await reader.blobs.read(id);
      const facts = environmentFormat(nameOf(path))?.read(textOf(content));
      const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`;
      return facts === undefined ? null : { facts, digest };
    } catch (error) {
      if (!(error instanceof UnreadableValue)) throw error;
      tally.skip({ kind: 'file', path, reason: error.message });
      return null;
    }
  }
}

/** Each package once; one that is pinned before one that is not; what does not fit is left out. */
function onePerName(facts: readonly EnvironmentFacts[]) {
  const byName = new Map<string, EnvironmentFacts['packages'][number]>();
  for (const one of facts.flatMap(({ packages }) => packages)) {
    const isFit = one.name !== '' && one.name.length <= 214 && (one.version?.length ?? 0) <= 200 && one.version !== '';
    const key = `${one.manager}:${one.name}:${one.version ?? ''}`;
    if (isFit && !byName.has(key)) byName.set(key, one);
  }
  return [...byName.values()];
}
