import { createHash } from 'node:crypto';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { digestAt } from '#integrations/storage/digest-at.js';
import { PlaceReach } from '#integrations/storage/reach-places.js';

/** A bucket of a real server of S3's API; `npm run test:storage` starts one. */
const Bucket = process.env['PEDIGRAPH_TEST_BUCKET'];
if (Bucket === undefined)
  console.warn('SKIPPED: no PEDIGRAPH_TEST_BUCKET, and asking S3 is NOT TESTED: npm run test:storage');

const digestOf = (bytes: Buffer | string) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

test.skipIf(Bucket === undefined)('a bucket says what it has, by size and SHA-256, and never by an ETag', async () => {
  const client = new S3Client({ region: 'us-east-1', forcePathStyle: true });
  await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  const put = (Key: string, Body: string, more: object = {}) =>
    client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
  const { VersionId: first } = await put('model bin', 'one');
  await put('model bin', 'other');
  await put('summed', 'summed', { ChecksumAlgorithm: 'SHA256' });
  await put('gone', 'gone');
  await client.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));
  const part = Buffer.alloc(5 * 1024 * 1024, 'x');
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'parts' }));
  const Parts = [];
  for (const PartNumber of [1, 2]) {
    const { ETag } = await client.send(
      new UploadPartCommand({ Bucket, Key: 'parts', UploadId, PartNumber, Body: part }),
    );
    Parts.push({ ETag, PartNumber });
  }
  await client.send(new CompleteMultipartUploadCommand({ Bucket, Key: 'parts', UploadId, MultipartUpload: { Parts } }));

  await using reach = new PlaceReach({ env: process.env, allowPrivate: false, maxBytes: 0 });
  const ask = (key: string, digest: string | null, sizeBytes: number | null) =>
    reach.file(`s3://${Bucket}/${key}`, { digest, sizeBytes });
  expect(await ask('model bin', digestOf('other'), 5)).toMatchObject({ answer: 'YES' });
  expect(await ask('model bin', digestOf('one'), 3)).toMatchObject({ answer: 'NO' });
  expect(await ask(`model bin?versionId=${first}`, digestOf('one'), 3)).toMatchObject({ answer: 'YES' });
  expect(await ask('summed', digestOf('summed'), 6)).toEqual({
    ...{ answer: 'YES', reason: 'The bucket has it, with its digest.' },
  });
  expect(await ask('summed', digestOf('before'), 6)).toMatchObject({ answer: 'NO', otherDigest: digestOf('summed') });
  expect(await ask('gone', null, null)).toMatchObject({ answer: 'NO' });
  expect(await ask('never', null, null)).toMatchObject({ answer: 'NO' });
  const whole = Buffer.concat([part, part]);
  expect(await ask('parts', digestOf(whole), whole.length)).toMatchObject({ answer: 'YES' });
  const digestOfPlace = (key: string) =>
    digestAt({ kind: 's3', bucket: Bucket!, key, versionId: null }, ['sha256'], process.env);
  expect(await digestOfPlace('summed')).toBe(digestOf('summed'));
  await expect(digestOfPlace('parts')).rejects.toThrow(/under sha256, but none can be taken here: give --digest/);
  await expect(digestOfPlace('gone')).rejects.toThrow(/^Expected s3:.* to be there, but the bucket did not say so/);
  client.destroy();
});
