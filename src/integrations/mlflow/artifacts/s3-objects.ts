import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { absentContent } from './absent-content.js';
import { hashContent } from './hash-content.js';
import type { ObjectStore } from './object-store.js';
import { openBucket, settle } from './s3-bucket.js';
import { createS3PartUploads } from './s3-part-uploads.js';

/** Bytes of a part of an upload: four of them are in memory at a time. */
const PART_BYTES = 8 * 1024 * 1024;

/**
 * Keeps artifacts in a bucket of S3 or of what speaks its protocol, below the prefix of `s3://bucket/prefix`. Credentials
 * and another endpoint come from where the AWS SDK takes them: `AWS_ACCESS_KEY_ID`, `AWS_ENDPOINT_URL_S3`, profiles,
 * roles. A content is uploaded under a name of its own while its digest is computed, and then copied to it by the bucket.
 * @param options.uploadMs how long one of a client's own uploads may take
 */
export function createS3Objects(
  url: URL,
  options: { readonly region: string; readonly uploadMs: number },
): ObjectStore {
  const bucket = openBucket(url, options.region);
  const { client, Bucket, keyOf, placeOf } = bucket;
  return {
    async write(content: Readable, { maxBytes, signal }) {
      const draft = keyOf(`uploads/${randomUUID()}`);
      const hashing = hashContent(maxBytes);
      content.once('error', (error) => hashing.destroy(error));
      const params = { Bucket, Key: draft, Body: content.pipe(hashing) };
      const upload = new Upload({ client, params, partSize: PART_BYTES, queueSize: 4 });
      const abort = () => void upload.abort();
      signal.addEventListener('abort', abort, { once: true });
      try {
        await upload.done();
        const written = hashing.written();
        await settle(bucket, draft, written);
        return written;
      } finally {
        signal.removeEventListener('abort', abort);
        await client.send(new DeleteObjectCommand({ Bucket, Key: draft })).catch(() => {});
      }
    },
    async read(digest) {
      const { Body } = await client
        .send(new GetObjectCommand({ Bucket, Key: placeOf(digest) }))
        .catch(absentContent(digest, 'NoSuchKey'));
      return Body as Readable;
    },
    async mark(name) {
      await client.send(new PutObjectCommand({ Bucket, Key: keyOf(`paths/${name}`), Body: '' }));
    },
    async *marks(folder) {
      const below = keyOf(`paths/${folder}/`);
      const skipped = keyOf('paths/').length;
      for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix: below }))
        for (const { Key } of Contents) if (Key !== undefined) yield Key.slice(skipped);
    },
    partUploads: createS3PartUploads(bucket, options),
  };
}
