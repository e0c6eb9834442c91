import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  S3Client,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import type { WrittenContent } from './object-store.js';

/** A bucket and where things lie in it. */
export interface S3Bucket {
  readonly client: S3Client;
  readonly Bucket: string;
  /** The key of a name: below the prefix of the URL. */
  keyOf(name: string): string;
  /** Where the content of a digest lies. */
  placeOf(digest: string): string;
}

/** How buckets are asked: others than AWS know no virtual hosts of them. */
export function clientOptions(region: string) {
  return { region, forcePathStyle: true };
}

/** The bucket of `s3://bucket/prefix`. */
export function openBucket(url: URL, region: string): S3Bucket {
  const client = new S3Client(clientOptions(region));
  const prefix = decodeURIComponent(url.pathname).replace(/^\/+|\/+$/g, '');
  const keyOf = (name: string) => (prefix === '' ? name : `${prefix}/${name}`);
  return {
    client,
    Bucket: url.hostname,
    keyOf,
    placeOf: (digest) => keyOf(`sha256/${digest.slice('sha256:'.length)}`),
  };
}

/** Bytes that a bucket copies at once; what is larger it copies in parts. */
export const COPIED_AT_ONCE = 5 * 1024 ** 3;

/**
 * Has the bucket copy what was uploaded to where contents of its digest lie, unless one lies there already.
 * @param atOnce bytes of one copy @default what S3 takes
 */
export async function settle(
  bucket: S3Bucket,
  draft: string,
  { digest, sizeBytes }: WrittenContent,
  atOnce: number = COPIED_AT_ONCE,
): Promise<void> {
  const { client, Bucket, placeOf } = bucket;
  const Key = placeOf(digest);
  if (await isThere(bucket, Key)) return;
  const CopySource = `${Bucket}/${draft.split('/').map(encodeURIComponent).join('/')}`;
  if (sizeBytes <= atOnce) await client.send(new CopyObjectCommand({ Bucket, Key, CopySource }));
  else await copyInParts(bucket, { Key, CopySource, sizeBytes, atOnce });
}

async function copyInParts(
  { client, Bucket }: S3Bucket,
  { Key, CopySource, sizeBytes, atOnce }: { Key: string; CopySource: string; sizeBytes: number; atOnce: number },
): Promise<void> {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  const upload = { Bucket, Key, UploadId };
  try {
    const Parts = [];
    for (let start = 0, PartNumber = 1; start < sizeBytes; start += atOnce, PartNumber++) {
      const CopySourceRange = `bytes=${start}-${Math.min(start + atOnce, sizeBytes) - 1}`;
      const copied = await client.send(
        new UploadPartCopyCommand({ ...upload, CopySource, CopySourceRange, PartNumber }),
      );
      Parts.push({ ...copied.CopyPartResult, PartNumber });
    }
    await client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
  } catch (error) {
    await client.send(new AbortMultipartUploadCommand(upload)).catch(() => {});
    throw error;
  }
}

async function isThere({ client, Bucket }: S3Bucket, Key: string): Promise<boolean> {
  try {
    await client.send(new HeadObjectCommand({ Bucket, Key }));
    return true;
  } catch (error) {
    if ((error as Error).name === 'NotFound') return false;
    throw error;
  }
}
