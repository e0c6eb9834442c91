import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Environment } from '#integrations/git/git-reader.js';
import { UnreadableFile } from '#integrations/reading/unreadable-file.js';
import type { DataStore } from './data-store.js';

/**
 * A remote in S3, or what speaks as S3 does. It is asked with the credentials and at the endpoint of the environment: a
 * repository does not say where these are sent.
 */
export function bucketStore(url: URL, env: Environment): DataStore {
  const region = env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? 'us-east-1';
  const client = new S3Client({ region, forcePathStyle: true });
  const prefix = decodeURIComponent(url.pathname).replace(/^\/+|\/+$/g, '');
  const name = `s3://${url.hostname}/${prefix}`;
  return {
    name,
    async stream(key, use) {
      const Key = prefix === '' ? key : `${prefix}/${key}`;
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: url.hostname, Key }));
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
