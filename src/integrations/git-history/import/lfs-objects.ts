import { attempt } from '#integrations/importing/attempt.js';
import type { CommitState } from '../history/commit-state.js';
import { fileRole, nameOf } from '../history/wanted-files.js';
import { type LfsPattern, lfsPatterns } from '../lfs/lfs-patterns.js';
import { MOST_POINTER_BYTES, readLfsPointer } from '../lfs/read-pointer.js';
import { Trees } from '../objects/trees.js';
import type { Datasets } from './datasets.js';
import type { GitImportContext } from './git-import-context.js';
import { type ModelVersions, modelNameOf } from './model-versions.js';

/** The objects of Git LFS of one import: each pointer gives a digest without its object. */
export class LfsObjects {
  readonly #context: GitImportContext;
  readonly #datasets: Datasets;
  readonly #versions: ModelVersions;
  readonly #seen = new Set<string>();
  #trees: { readonly key: string; readonly patterns: readonly LfsPattern[]; readonly trees: Trees } | null = null;

  constructor(context: GitImportContext, datasets: Datasets, versions: ModelVersions) {
    this.#context = context;
    this.#datasets = datasets;
    this.#versions = versions;
  }

  /** The pointers that a commit has and none before it had. */
  async importNew(state: CommitState): Promise<void> {
    const { tree } = state.commit;
    const { reader, isModel, namespace } = this.#context;
    const found = await this.#treesOf(tree);
    if (found === null) return;
    for (const { path, id } of await found.trees.wantedFiles(tree)) {
      const key = `${path} ${id}`;
      if (this.#seen.has(key) || !found.patterns.some((pattern) => pattern.path.test(path))) continue;
      this.#seen.add(key);
      const content = (await reader.objects.read(id, MOST_POINTER_BYTES))?.content;
      const pointer = content == null ? null : readLfsPointer(content);
      if (pointer === null) continue;
      if (isModel(path, state.pipelines) === null) await this.#datasets.pointer(path, pointer, state);
      else
        await attempt(this.#context, { kind: 'modelVersion', path }, () =>
          this.#versions.registerDerived(modelNameOf(path, state, namespace).name, path, state),
        );
    }
  }

  /** What the `.gitattributes` of a commit give to LFS; null where they give it nothing. */
  async #treesOf(tree: string) {
    const { reader } = this.#context;
    const files = (await reader.trees.wantedFiles(tree)).filter(({ path }) => fileRole(nameOf(path)) === 'attributes');
    const key = files.map(({ path, id }) => `${path} ${id}`).join('\n');
    if (this.#trees?.key !== key) {
      const patterns: LfsPattern[] = [];
      for (const { path, id } of files) {
        const content = (await reader.objects.read(id, 1024 * 1024))?.content;
        if (content != null) patterns.push(...lfsPatterns(content.toString('utf8'), path));
      }
      const isWanted = (name: string) => patterns.some((pattern) => pattern.name.test(name));
      this.#trees = { key, patterns, trees: new Trees(reader.objects, isWanted) };
    }
    return this.#trees.patterns.length === 0 ? null : this.#trees;
  }
}
