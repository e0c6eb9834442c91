import { HeadObjectCommand, type HeadObjectCommandOutput, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import type { Environment } from '#integrations/git/git-reader.js';
import type { Location } from './location.js';
import { no, type Reached, type SoughtFile, sizeProblem, unknown, yes } from './reached.js';

/** The region of buckets, as AWS's own tools read it. */
export function regionOf(env: Environment): string {
  return env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? 'us-east-1';
}

/** Buckets as the environment of the caller names them: credentials, region, endpoint (`AWS_ENDPOINT_URL_S3`). */
export class S3Reach {
  readonly #client: S3Client;

  constructor(env: Environment) {
    this.#client = new S3Client({ region: regionOf(env), forcePathStyle: true, maxAttempts: 2 });
  }

  /**
   * Asks a bucket for an object, by its metadata alone. An ETag is not compared: of what was uploaded in parts it is no
   * digest of the bytes. A SHA-256 that the bucket has of the whole object is.
   */
  async reach(location: Location & { kind: 's3' }, sought: SoughtFile): Promise<Reached> {
    try {
      const found = await this.#head(location);
      const digest = wholeDigestOf(found.ChecksumSHA256, found.ChecksumType);
      if (digest !== null && sought.digest !== null)
        return digest === sought.digest
          ? yes('The bucket has it, with its digest.')
          : no(`The bucket has the digest ${digest} of it.`, digest);
      return sizeProblem(sought, found.ContentLength) ?? yes('The bucket has it; its bytes were not read.');
    } catch (error) {
      return ofFailure(error);
    }
  }

  /**
   * `sha256:…` that a bucket has of a whole object; null where it has none.
   * @throws {S3ServiceException} where the bucket does not answer with it.
   */
  async digestOf(location: Location & { kind: 's3' }): Promise<string | null> {
    const { ChecksumSHA256, ChecksumType } = await this.#head(location);
    return wholeDigestOf(ChecksumSHA256, ChecksumType);
  }

  #head({ bucket, key, versionId }: Location & { kind: 's3' }): Promise<HeadObjectCommandOutput> {
    return this.#client.send(
      new HeadObjectCommand({
        ...{ Bucket: bucket, Key: key, ChecksumMode: 'ENABLED' },
        ...(versionId === null ? {} : { VersionId: versionId }),
      }),
    );
  }

  close(): void {
    this.#client.destroy();
  }
}

/** `sha256:…` of a checksum in Base64; that of an object in parts is of the checksums of its parts. */
function wholeDigestOf(checksum: string | undefined, type: string | undefined): string | null {
  if (checksum === undefined || type === 'COMPOSITE' || checksum.includes('-')) return null;
  const bytes = Buffer.from(checksum, 'base64');
  return bytes.length === 32 ? `sha256:${bytes.toString('hex')}` : null;
}

/** Without the right to list a bucket S3 says 403 of what is not there. */
function ofFailure(error: unknown): Reached {
  if (error instanceof S3ServiceException) {
    const { httpStatusCode: status } = error.$metadata;
    if (status === 404) return no('The bucket has no such object.');
    return unknown(`The bucket answered ${status ?? error.name}.`);
  }
  return unknown(`The bucket could not be asked: ${(error as Error).name}.`);
}
