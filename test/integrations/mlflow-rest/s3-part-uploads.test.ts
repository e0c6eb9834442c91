import type { S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { createS3PartUploads } from '#integrations/mlflow/artifacts/s3-part-uploads.js';

const UPLOAD = `${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}~id-of-the-bucket`;

/**
 * A bucket in which parts of these sizes lie, a page each, and which notes by their names the commands that it gets.
 * Behind the last page it names another one, as S3 does.
 */
function bucketOf(sizes: readonly number[]) {
  const asked: string[] = [];
  const client = {
    async send(command: { constructor: { name: string }; input: { PartNumberMarker?: string } }) {
      const name = command.constructor.name.replace(/Command$/, '');
      asked.push(name);
      if (name !== 'ListParts') return {};
      const at = Number(command.input.PartNumberMarker ?? 0);
      if (asked.length > sizes.length) throw new Error('There is no further page.');
      return { Parts: [{ Size: sizes[at] }], IsTruncated: at + 1 < sizes.length, NextPartNumberMarker: String(at + 1) };
    },
  } as unknown as S3Client;
  const bucket = { client, Bucket: 'b', keyOf: (name: string) => name, placeOf: (digest: string) => digest };
  return { uploads: createS3PartUploads(bucket, { region: 'us-east-1', uploadMs: 1_000 }), asked };
}

test('parts that are too large together are given up before the bucket joins them', async () => {
  const { uploads, asked } = bucketOf([6, 6, 6]);
  const parts = [1, 2, 3].map((number) => ({ number, tag: `"${number}"` }));
  const bounds = { maxBytes: 17, signal: new AbortController().signal };
  await expect(uploads.end(UPLOAD, parts, bounds)).rejects.toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
  expect(asked).toEqual(['ListParts', 'ListParts', 'ListParts', 'AbortMultipartUpload']);
});
