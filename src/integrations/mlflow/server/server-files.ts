import { isWellFormed } from '#integrations/importing/is-well-formed.js';
import { digestOf } from '#integrations/reading/digest-of.js';
import { UnreadableFile } from '#integrations/reading/unreadable-file.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { ArtifactEntry, ArtifactFiles } from '../source/artifact-files.js';
import { listOf } from './answer-values.js';
import type { Json, MlflowClient } from './mlflow-client.js';

/** The artifacts of a run, which the server lists and sends, wherever it keeps them. */
export function runFiles(client: MlflowClient, run: string): ArtifactFiles {
  return serverFiles(`runs/${run}/artifacts`, {
    list: (path) => client.get('artifacts/list', { run_id: run, path: path || undefined }),
    use: (path, use) => client.file('/get-artifact', { run_uuid: run, path }, use),
  });
}

/** The artifacts of a logged model. */
export function loggedModelFiles(client: MlflowClient, id: string): ArtifactFiles {
  const model = encodeURIComponent(id);
  return serverFiles(`logged_models/${id}/artifacts`, {
    list: (path) =>
      client.get(`logged-models/${model}/artifacts/directories`, { artifact_directory_path: path || undefined }),
    use: (path, use) =>
      client.file(`/ajax-api/2.0/mlflow/logged-models/${model}/artifacts/files`, { artifact_file_path: path }, use),
  });
}

interface FileRequests {
  list(path: string): Promise<Json>;
  /** Reads a file; null where there is none. */
  use<Result>(path: string, use: (content: AsyncIterable<Uint8Array>) => Promise<Result>): Promise<Result | null>;
}

function serverFiles(place: string, requests: FileRequests): ArtifactFiles {
  const use = async <Result extends object>(
    inside: string,
    reading: (content: AsyncIterable<Uint8Array>) => Promise<Result>,
  ): Promise<Result> => {
    const result = await requests.use(inside, reading).catch((error) => unreadable(inside, error));
    if (result === null) throw new UnreadableFile(inside, 'is missing', 'missing');
    return result;
  };
  return {
    place,
    stream: use,
    async list(inside, onPassedOver) {
      const answer = await requests.list(inside).catch((error) => unreadable(inside, error));
      const entries = listOf(answer['files']).flatMap((file): ArtifactEntry[] => {
        const path = String(file['path']);
        const name = inside === '' ? path : path.slice(inside.length + 1);
        // A server that answers `../x` would have us ask for it, and again.
        const isInside = inside === '' || path.startsWith(`${inside}/`);
        const reason = !isInside || ['', '.', '..'].includes(name) || name.includes('/') ? 'does not lie in it' : null;
        const misfit = reason ?? (isWellFormed(name) ? null : 'holds half a character (a lone surrogate)');
        if (misfit === null) return [{ name, isFolder: file['is_dir'] === true }];
        onPassedOver(inside, `lists ${JSON.stringify(path)}, which ${misfit}`);
        return [];
      });
      // MLflow answers an empty list for a folder that is not there.
      if (entries.length === 0 && inside !== '') throw new UnreadableFile(inside, 'is missing', 'missing');
      return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    read: (inside, maxBytes) =>
      use(inside, async (content) => {
        const chunks: Uint8Array[] = [];
        let size = 0;
        for await (const chunk of content) {
          size += chunk.length;
          if (size > maxBytes)
            throw new UnreadableFile(inside, `has more than the ${maxBytes} bytes that are read`, 'tooLarge');
          chunks.push(chunk);
        }
        return Buffer.concat(chunks);
      }),
    digest: (inside) => use(inside, digestOf),
  };
}

/** Only an answer of the server is about the file; where there is none, the import stops. */
function unreadable(inside: string, error: unknown): never {
  if (!(error instanceof PedigraphError) || error.code === 'FORBIDDEN' || error.code === 'UNAVAILABLE') throw error;
  if (error.code === 'NOT_FOUND') throw new UnreadableFile(inside, 'is missing', 'missing');
  throw new UnreadableFile(inside, `is not answered: ${error.message}`);
}
