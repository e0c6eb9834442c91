import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListPartsCommand,
  type ListPartsCommandOutput,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { hashContent, tooLarge } from './hash-content.js';
import type { PartUploads } from './object-store.js';
import { clientOptions, type S3Bucket, settle } from './s3-bucket.js';

/** Seconds that a signed URL may hold. */
const MOST_SECONDS = 7 * 24 * 60 * 60;

/**
 * Uploads in parts that clients send to the bucket themselves, to URLs that are signed for it. The parts become a draft,
 * whose bytes are read once for their digest, and then one content like any other.
 * @param options.uploadMs how long a URL holds
 */
export function createS3PartUploads(
  bucket: S3Bucket,
  { region, uploadMs }: { readonly region: string; readonly uploadMs: number },
): PartUploads {
  const { client, Bucket, keyOf } = bucket;
  // What is signed names no checksum: that of the part is not known before it is sent.
  const signer = new S3Client({ ...clientOptions(region), requestChecksumCalculation: 'WHEN_REQUIRED' });
  const expiresIn = Math.min(Math.max(Math.ceil(uploadMs / 1_000), 1), MOST_SECONDS);
  const readUpload = (upload: string) => {
    const [, draft = '', UploadId = ''] = /^([0-9a-f-]{36})~(.+)$/s.exec(upload) ?? [];
    if (draft === '') throw noUpload();
    return { Bucket, Key: keyOf(`uploads/${draft}`), UploadId };
  };
  return {
    async begin(parts) {
      const draft = randomUUID();
      const Key = keyOf(`uploads/${draft}`);
      const { UploadId = '' } = await signer.send(new CreateMultipartUploadCommand({ Bucket, Key }));
      const sign = (PartNumber: number) =>
        getSignedUrl(signer, new UploadPartCommand({ Bucket, Key, UploadId, PartNumber }), { expiresIn });
      const urls = [];
      for (let part = 1; part <= parts; part++) urls.push(await sign(part));
      return { upload: `${draft}~${UploadId}`, urls };
    },
    async end(upload, parts, { maxBytes, signal }) {
      const draft = readUpload(upload);
      const Parts = parts.map(({ number, tag }) => ({ PartNumber: number, ETag: tag }));
      if ((await sentBytes(client, draft)) > maxBytes) {
        await client.send(new AbortMultipartUploadCommand(draft)).catch(unlessEnded);
        throw tooLarge(maxBytes);
      }
      await signer
        .send(new CompleteMultipartUploadCommand({ ...draft, MultipartUpload: { Parts } }))
        .catch(unlessEnded);
      const { Body, ContentLength = 0 } = await client
        .send(new GetObjectCommand({ Bucket, Key: draft.Key }))
        .catch(unlessAbsent);
      const remove = () => client.send(new DeleteObjectCommand({ Bucket, Key: draft.Key })).catch(() => {});
      if (ContentLength > maxBytes) {
        (Body as Readable).destroy();
        await remove();
        throw tooLarge(maxBytes);
      }
      const hashing = hashContent(maxBytes);
      await pipeline(Body as Readable, hashing, passOver, { signal });
      const written = hashing.written();
      await settle(bucket, draft.Key, written);
      await remove();
      return written;
    },
    async abort(upload) {
      await client.send(new AbortMultipartUploadCommand(readUpload(upload))).catch(unlessEnded);
    },
  };
}

/** Bytes of the parts that lie in the bucket; none where the upload has ended. */
async function sentBytes(
  client: S3Client,
  upload: { readonly Bucket: string; readonly Key: string; readonly UploadId: string },
): Promise<number> {
  let bytes = 0;
  // Not by the paginator of the SDK: buckets give a marker behind the last page, too, which leads back to the first.
  for (let PartNumberMarker: string | undefined; ; ) {
    const page: ListPartsCommandOutput | undefined = await client
      .send(new ListPartsCommand({ ...upload, PartNumberMarker }))
      .catch(unlessEnded);
    for (const { Size = 0 } of page?.Parts ?? []) bytes += Size;
    if (page?.IsTruncated !== true) return bytes;
    PartNumberMarker = page.NextPartNumberMarker;
  }
}

async function passOver(bytes: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of bytes);
}

/** One that was ended before, whose answer was lost, may be ended again: its draft is there. */
function unlessEnded(error: Error): undefined {
  if (error.name === 'NoSuchUpload') return undefined;
  if (/^(InvalidPart|InvalidPartOrder|EntityTooSmall|MalformedXML)$/.test(error.name))
    throw new PedigraphError('BAD_USER_INPUT', `The parts do not fit (${error.name}). Nothing was stored.`);
  throw error;
}

function unlessAbsent(error: Error): never {
  throw error.name === 'NoSuchKey' ? noUpload() : error;
}

function noUpload(): PedigraphError {
  return new PedigraphError('NOT_FOUND', 'There is no such upload: it ended, or was given up. Nothing was stored.');
}
