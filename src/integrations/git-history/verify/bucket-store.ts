import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Environment } from '#integrations/git/git-reader.js';
import { UnreadableFile } from '#integrations/reading/unreadable-file.js';
import { parseLocation } from '#integrations/storage/location.js';
import { regionOf } from '#integrations/storage/reach-s3.js';
import { TRAILING_SLASHES } from '../dvc/paths.js';
import type { DataStore } from './data-store.js';

/**
 * A remote in S3, or what speaks as S3 does, by its URL as the repository has it: DVC decodes nothing in it. It is asked with
 * the credentials and at the endpoint of the environment: a repository does not say where these are sent.
 */
export function bucketStore(url: string, env: Environment): DataStore {
  const client = new S3Client({ region: regionOf(env), forcePathStyle: true });
  const name = url.replace(TRAILING_SLASHES, '');
  return {
    name,
    async stream(key, use) {
      const place = parseLocation(`${name}/${key}`);
      if (place?.kind !== 's3') throw new UnreadableFile(name, 'names no bucket');
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: place.bucket, Key: place.key }));
        return Body === undefined ? null : await use(Body as AsyncIterable<Uint8Array>);
      } catch (error) {
        if (error instanceof UnreadableFile) throw error;
        const { name: code, message } = error as Error;
        if (code === 'NoSuchKey' || code === 'NotFound') return null;
        throw new UnreadableFile(
          `${name}/${key}`,
          `cannot be read (${code}: ${message.split('\n', 1)[0]?.slice(0, 200)})`,
        );
      }
    },
  };
}
