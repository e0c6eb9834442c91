import { createHash } from 'node:crypto';
import type { ArtifactUpload } from '#integrations/client/artifact-upload.js';
import type { FileDigest } from '#integrations/reading/digest-of.js';
import { UnreadableFile } from '#integrations/reading/unreadable-file.js';
import type { DigestFile } from '../files/list-artifacts.js';
import { isRefusal } from './import-context.js';

/** What the files of a run here, or of a logged model, lie behind with this server: `mlflow-artifacts:/` and this. */
export function storedPlace(experiment: string, run: string): string {
  return `${experiment}/${run.replaceAll('-', '')}/artifacts`;
}

/** Copies each file that is read to the server, below `place`, and hashes it on the way. */
export function copyTo(place: string, upload: ArtifactUpload): DigestFile {
  return (files, inside) =>
    files.stream(inside, async (content): Promise<FileDigest> => {
      const hash = createHash('sha256');
      let sizeBytes = 0;
      const hashed = async function* () {
        for await (const chunk of content) {
          hash.update(chunk);
          sizeBytes += chunk.length;
          yield chunk;
        }
      };
      await upload.put(`${place}/${inside}`, hashed()).catch((error) => {
        if (!isRefusal(error)) throw error;
        throw new UnreadableFile(inside, `is not stored: ${error.message}`);
      });
      return { digest: `sha256:${hash.digest('hex')}`, sizeBytes };
    });
}
