import type { S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { settle } from '#integrations/mlflow/artifacts/s3-bucket.js';

const WRITTEN = { digest: `sha256:${'a'.repeat(64)}`, sizeBytes: 25 };
const PLACE = `sha256/${'a'.repeat(64)}`;

/** A bucket that notes what it is asked: the name of each command and what it says. */
function notingBucket({ there = [], fails }: { there?: string[]; fails?: string } = {}) {
  const asked: [string, Record<string, unknown>][] = [];
  const send = async (command: { constructor: { name: string }; input: Record<string, unknown> }) => {
    const { input } = command;
    const name = command.constructor.name.replace(/Command$/, '');
    asked.push([name, input]);
    if (name === fails) throw new Error('The line is cut.');
    if (name === 'HeadObject' && !there.includes(String(input['Key'])))
      throw Object.assign(new Error(), { name: 'NotFound' });
    return { UploadId: 'u', CopyPartResult: { ETag: `"${input['PartNumber']}"` } };
  };
  const client = { send } as unknown as S3Client;
  const placeOf = (digest: string) => digest.replace(':', '/');
  return { bucket: { client, Bucket: 'b', keyOf: (name: string) => name, placeOf }, asked };
}

test('what was uploaded is copied to the place of its digest by the bucket, at once', async () => {
  const { bucket, asked } = notingBucket();
  await settle(bucket, 'uploads/a b', WRITTEN);
  expect(asked).toEqual([
    ['HeadObject', { Bucket: 'b', Key: PLACE }],
    ['CopyObject', { Bucket: 'b', Key: PLACE, CopySource: 'b/uploads/a%20b' }],
  ]);
});

test('what lies there already is not copied', async () => {
  const { bucket, asked } = notingBucket({ there: [PLACE] });
  await settle(bucket, 'uploads/a', WRITTEN);
  expect(asked.map(([name]) => name)).toEqual(['HeadObject']);
});

test('what is larger than a bucket copies at once is copied in parts, whole', async () => {
  const { bucket, asked } = notingBucket();
  await settle(bucket, 'uploads/a', WRITTEN, 10);
  expect(asked.map(([name, { CopySourceRange, PartNumber }]) => [name, CopySourceRange, PartNumber])).toEqual([
    ['HeadObject', undefined, undefined],
    ['CreateMultipartUpload', undefined, undefined],
    ['UploadPartCopy', 'bytes=0-9', 1],
    ['UploadPartCopy', 'bytes=10-19', 2],
    ['UploadPartCopy', 'bytes=20-24', 3],
    ['CompleteMultipartUpload', undefined, undefined],
  ]);
  expect(asked.at(-1)?.[1]['MultipartUpload']).toEqual({
    Parts: [1, 2, 3].map((part) => ({ ETag: `"${part}"`, PartNumber: part })),
  });
});

test('parts of a copy that fails do not stay', async () => {
  const { bucket, asked } = notingBucket({ fails: 'UploadPartCopy' });
  await expect(settle(bucket, 'uploads/a', WRITTEN, 10)).rejects.toThrow('The line is cut.');
  expect(asked.at(-1)).toEqual(['AbortMultipartUpload', { Bucket: 'b', Key: PLACE, UploadId: 'u' }]);
});
