import { UnreadableFile } from '#integrations/reading/unreadable-file.js';
import { plainValue, UnreadableValue } from '#integrations/reading/values/plain-value.js';
import { type TrackedDigest, type TrackedFile, trackedFile } from '../dvc/tracked-file.js';
import type { CommitState, DvcFileState, PipelineState } from '../history/commit-state.js';
import type { GitTally } from '../import/git-tally.js';
import type { DataStore } from './data-store.js';
import type { FindStores } from './find-stores.js';
import { mismatch, takeDigests } from './taken-digests.js';
import type { Comparison, VerifiedFiles } from './verified-files.js';

/** The most bytes of the listing of a folder. */
const MOST_LISTING = 64 * 1024 * 1024;
/** MD5 names a place in a store; what is none, such as a path, is never asked for. */
const MD5 = /^[0-9a-f]{32}(?:\.dir)?$/;

/** Looks at the bytes of what DVC tracks, wherever they can be reached, each digest once, before an import. */
export class VerifiedData implements VerifiedFiles {
  readonly comparisons: Comparison[] = [];
  readonly #stores: FindStores;
  readonly #tally: GitTally;
  readonly #sha256 = new Map<string, string | null>();
  readonly #listings = new Map<string, readonly { readonly md5: string; readonly relpath: string }[]>();
  readonly #seen = new WeakSet<DvcFileState | PipelineState>();

  constructor(stores: FindStores, tally: GitTally) {
    this.#stores = stores;
    this.#tally = tally;
  }

  sha256Of(digest: TrackedDigest | null): string | null {
    return digest === null ? null : (this.#sha256.get(keyOf(digest)) ?? null);
  }

  filesOf({ path, digest }: TrackedFile): readonly TrackedFile[] | null {
    const listing = digest === null ? undefined : this.#listings.get(keyOf(digest));
    if (listing === undefined) return null;
    const hash = digest?.algorithm === 'md5' ? { hash: 'md5' } : {};
    return listing.flatMap(({ md5, relpath }) => {
      const file = trackedFile(plainValue({ path: `${path}/${relpath}`, md5, ...hash }), '');
      return file === null || !file.path.startsWith(`${path}/`) ? [] : [file];
    });
  }

  /** Verifies what these commits have: in the stores of each, and in those of the last, for a remote may come after its data. */
  async verify(states: readonly CommitState[]): Promise<void> {
    for (const state of states) await this.#verifyNew(state, states.at(-1) ?? state);
  }

  async #verifyNew(state: CommitState, last: CommitState): Promise<void> {
    const isNew = (one: DvcFileState | PipelineState) => !this.#seen.has(one) && this.#seen.add(one) !== undefined;
    const outs = [
      ...state.dvcFiles.filter(isNew).flatMap(({ file }) => file.outs),
      ...state.pipelines.filter(isNew).flatMap(({ stages }) => stages.flatMap(({ locked }) => locked?.outs ?? [])),
    ];
    for (const out of outs) {
      const files = out.files.length > 0 ? out.files : [out];
      for (const file of files) {
        const stores = [...(await this.#stores.of(state, file)), ...(await this.#stores.of(last, file))];
        await this.#verifyFile(file, out, [...new Set(stores)]);
      }
    }
  }

  async #verifyFile(file: TrackedFile, out: TrackedFile, stores: readonly DataStore[]): Promise<void> {
    const { digest } = file;
    if (digest === null || !MD5.test(digest.value) || !digest.algorithm.startsWith('md5')) return;
    if (this.#sha256.has(keyOf(digest))) return;
    this.#sha256.set(keyOf(digest), null);
    for (const store of stores) {
      try {
        const isFound = digest.value.endsWith('.dir')
          ? await this.#list(file, digest, store, stores)
          : await this.#take({ file, out }, digest, store);
        if (isFound) return;
      } catch (error) {
        if (!(error instanceof UnreadableFile || error instanceof UnreadableValue)) throw error;
        this.#tally.remark(file.path, `was not verified in ${store.name}: it ${error.message}`);
      }
    }
    this.#tally.verified('unreachable');
  }

  async #take(
    { file, out }: { readonly file: TrackedFile; readonly out: TrackedFile },
    digest: TrackedDigest,
    store: DataStore,
  ): Promise<boolean> {
    const taken = await store.stream(placeOf(digest), takeDigests);
    if (taken === null) return false;
    const reason = mismatch(digest, taken);
    if (reason === null) this.#sha256.set(keyOf(digest), `sha256:${taken.sha256}`);
    this.#compared(file, out, digest, reason && `bytes in ${store.name} that ${reason}`);
    return true;
  }

  /** A folder is its listing: names and digests of its files. */
  async #list(
    folder: TrackedFile,
    digest: TrackedDigest,
    store: DataStore,
    stores: readonly DataStore[],
  ): Promise<boolean> {
    const chunks: Uint8Array[] = [];
    const taken = await store.stream(placeOf(digest), (content) => takeDigests(collecting(content, chunks)));
    if (taken === null) return false;
    const reason = mismatch({ ...digest, value: digest.value.slice(0, 32) }, taken);
    this.#compared(folder, folder, digest, reason && `a listing in ${store.name} whose bytes ${reason}`);
    if (reason !== null) return true;
    this.#listings.set(keyOf(digest), listingOf(Buffer.concat(chunks).toString('utf8')));
    for (const file of this.filesOf(folder) ?? []) await this.#verifyFile(file, folder, stores);
    return true;
  }

  #compared({ path }: TrackedFile, out: TrackedFile, digest: TrackedDigest, found: string | null): void {
    const recorded = keyOf(digest);
    this.comparisons.push({ out, place: `${path} (${recorded})`, recorded, found });
    this.#tally.verified(found === null ? 'matching' : 'differing');
    if (found !== null) this.#tally.contradict(path, `digest differs: recorded is ${recorded}, found: ${found}`);
  }
}

async function* collecting(content: AsyncIterable<Uint8Array>, chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const chunk of content) {
    length += chunk.length;
    if (length > MOST_LISTING)
      throw new UnreadableValue(`has more than the ${MOST_LISTING} bytes that are read of a listing`);
    chunks.push(chunk);
    yield chunk;
  }
}

function listingOf(text: string): { md5: string; relpath: string }[] {
  let entries: unknown;
  try {
    entries = JSON.parse(text);
  } catch {
    throw new UnreadableValue('is no listing of a folder');
  }
  if (!Array.isArray(entries)) throw new UnreadableValue('is no listing of a folder');
  return entries.flatMap((entry: { readonly md5?: unknown; readonly relpath?: unknown } | null) =>
    typeof entry?.md5 === 'string' && typeof entry.relpath === 'string'
      ? [{ md5: entry.md5, relpath: entry.relpath }]
      : [],
  );
}

/** DVC 3 stores below `files/md5`, DVC 2 at the top. */
function placeOf({ algorithm, value }: TrackedDigest): string {
  return `${algorithm === 'md5' ? 'files/md5/' : ''}${value.slice(0, 2)}/${value.slice(2)}`;
}

function keyOf({ algorithm, value }: TrackedDigest): string {
  return `${algorithm}:${value}`;
}
