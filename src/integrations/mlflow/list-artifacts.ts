import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { OnProblem } from './problem.js';
import { asUnreadableFile } from './read-text.js';

/** A file that a run or a model left behind and the store still holds. */
export interface ArtifactFile {
  /** Relative to the folder that was listed, with `/`. */
  readonly path: string;
  readonly sizeBytes: number;
  /** `sha256:` and 64 hexadecimal digits, of the content. */
  readonly digest: string;
  readonly mediaType: string | undefined;
}

/** Every file under `folder`, sorted by path, hashed as a stream; none where there is no such folder. */
export async function* listArtifacts(folder: string, onProblem: OnProblem): AsyncGenerator<ArtifactFile> {
  yield* visit(folder, '', onProblem);
}

async function* visit(folder: string, prefix: string, onProblem: OnProblem): AsyncGenerator<ArtifactFile> {
  const complain = (place: string, reason: string) => onProblem({ kind: 'artifact', path: place, reason });
  let entries: Awaited<ReturnType<typeof readFolder>>;
  try {
    entries = await readFolder(folder);
  } catch (error) {
    const { message } = asUnreadableFile(folder, error);
    if (prefix !== '' || message !== 'is missing') complain(folder, message);
    return;
  }
  for (const entry of entries) {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* visit(place, `${prefix}${entry.name}/`, onProblem);
    else if (!entry.isFile()) complain(place, 'is neither a file nor a folder; links are not followed');
    else {
      try {
        yield await describe(place, prefix + entry.name);
      } catch (error) {
        complain(place, asUnreadableFile(place, error).message);
      }
    }
  }
}

async function readFolder(folder: string) {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function describe(file: string, name: string): Promise<ArtifactFile> {
  const { size } = await stat(file);
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return { path: name, sizeBytes: size, digest: `sha256:${hash.digest('hex')}`, mediaType: mediaTypeOf(name) };
}

/** Only what the name alone settles; a guess would become part of a sealed manifest. */
function mediaTypeOf(name: string): string | undefined {
  return (
    MEDIA_TYPES[path.extname(name).toLowerCase()] ??
    (path.basename(name) === 'MLmodel' ? 'application/yaml' : undefined)
  );
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.csv': 'text/csv',
  '.html': 'text/html',
  '.json': 'application/json',
  '.md': 'text/markdown',
  '.onnx': 'application/onnx',
  '.parquet': 'application/vnd.apache.parquet',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.yaml': 'application/yaml',
  '.yml': 'application/yaml',
};
