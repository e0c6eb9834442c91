import type { ArtifactStore } from '#integrations/mlflow/artifacts/artifact-store.js';
import type { ArtifactFiles } from '#integrations/mlflow/source/artifact-files.js';
import { UnreadableFile } from '#integrations/reading/unreadable-file.js';

/**
 * The files below a folder of the store as the importer reads those of MLflow: listed once, with the digests that were
 * taken when they came. Null where there are none.
 */
export async function storedFiles(store: ArtifactStore, folder: string): Promise<ArtifactFiles | null> {
  const files = new Map((await store.filesBelow(folder)).map((file) => [file.path, file]));
  if (files.size === 0) return null;
  const require = (path: string) => {
    const file = files.get(path);
    if (file === undefined) throw new UnreadableFile(path, 'is missing', 'missing');
    return file;
  };
  return {
    place: folder,
    async list(inside) {
      const above = inside === '' ? '' : `${inside}/`;
      const entries = new Map<string, boolean>();
      for (const path of files.keys()) {
        if (!path.startsWith(above)) continue;
        const [name = '', ...below] = path.slice(above.length).split('/');
        entries.set(name, below.length > 0);
      }
      if (entries.size === 0) throw new UnreadableFile(inside, 'is missing', 'missing');
      return [...entries].map(([name, isFolder]) => ({ name, isFolder })).sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    async read(path, maxBytes) {
      const { digest, sizeBytes } = require(path);
      if (sizeBytes > maxBytes)
        throw new UnreadableFile(path, `has more than the ${maxBytes} bytes that are read`, 'tooLarge');
      const chunks: Buffer[] = [];
      for await (const chunk of await store.read(digest)) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks);
    },
    async stream(path, use) {
      return use(await store.read(require(path).digest));
    },
    async digest(path) {
      const { digest, sizeBytes } = require(path);
      return { digest, sizeBytes };
    },
  };
}
