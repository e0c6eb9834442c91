import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { withoutCredentials } from '#platform/errors/without-credentials.js';
import type { Artifact } from '../artifact.js';
import type { ExternalDigest } from '../external-dataset.js';
import type { FileLocationInput } from './file-location.input.js';

/** What is sealed of a version by which a place is known to hold the same. */
export interface SealedContent {
  readonly ref: string;
  readonly files: readonly Artifact[];
  /** That of all of it; null where no other tool took one. */
  readonly externalDigest: ExternalDigest | null;
}

/** A place that holds what a version has sealed. */
export interface DecidedLocation {
  /** Null where all of the version lies there. */
  readonly path: string | null;
  readonly uri: string;
  /** As it is sealed. */
  readonly digest: string;
}

/** A file of a version, or all of it, with its sealed digests. */
interface SealedPart {
  readonly path: string | null;
  readonly name: string;
  readonly digests: readonly string[];
}

/** Algorithms over all bytes; those of a sample, of a commit or of a server (ETag) decide nothing. */
const OVER_ALL_BYTES = /^(md5|md5-dos2unix|sha1|sha224|sha256|sha384|sha512|blake2b|blake3)$/;

/**
 * Compares the digest of each place with the one that is sealed, under the same algorithm.
 * @throws {PedigraphError} BAD_USER_INPUT where a place names no part of the version, where its digest cannot be compared
 * with a sealed one, or is another.
 */
export function decideLocations(inputs: readonly FileLocationInput[], content: SealedContent): DecidedLocation[] {
  const files = new Map(content.files.map((file) => [file.path, file]));
  return inputs.map((input) => {
    const uri = withoutCredentials(input.uri);
    const { path, name, digests } = partOf(input, content, files);
    const algorithm = algorithmOf(input.digest);
    const sealed = digests.find((digest) => algorithmOf(digest) === algorithm);
    if (sealed === undefined) throw incomparable(name, digests, input);
    if (sealed.toLowerCase() !== input.digest.toLowerCase()) throw different(name, sealed, { ...input, uri });
    return { path, uri, digest: sealed };
  });
}

function partOf(
  { path, digest }: FileLocationInput,
  { ref, files, externalDigest }: SealedContent,
  byPath: ReadonlyMap<string, Artifact>,
): SealedPart {
  const ofAll =
    externalDigest !== null && OVER_ALL_BYTES.test(externalDigest.algorithm)
      ? [`${externalDigest.algorithm}:${externalDigest.value}`]
      : [];
  if (path == null && files.length !== 1) {
    const isOfAll = ofAll.some((one) => algorithmOf(one) === algorithmOf(digest));
    if (isOfAll || files.length === 0) return { path: null, name: ref, digests: ofAll };
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `Expected path to name one of the ${files.length} files of ${ref}, such as ${JSON.stringify(files[0]!.path)}, but it was left out. Nothing was written.`,
    );
  }
  const file = path == null ? files[0]! : byPath.get(path);
  if (file === undefined) {
    const example =
      files.length === 0 ? 'to be left out, for it has none' : `such as ${JSON.stringify(files[0]!.path)}`;
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `Expected path to be that of a file of ${ref}, ${example}, but got ${JSON.stringify(path)}. Nothing was written.`,
    );
  }
  const digests = [...(file.digest === null ? [] : [file.digest]), ...(files.length === 1 ? ofAll : [])];
  return { path: file.path, name: `${file.path} of ${ref}`, digests };
}

function incomparable(name: string, digests: readonly string[], { digest }: FileLocationInput): PedigraphError {
  const wanted =
    digests.length === 0
      ? `Expected a file whose digest is sealed, but ${name} was registered without one that is over all its bytes: nothing decides what is the same. Register a version with its digest first.`
      : `Expected a digest of ${name} under an algorithm under which it has one, ${digests.map((one) => algorithmOf(one)).join(' or ')}, but got ${digest}: digests of two algorithms cannot be compared. Take that digest of what lies there.`;
  return new PedigraphError('BAD_USER_INPUT', `${wanted} Nothing was written.`);
}

function different(name: string, sealed: string, { uri, digest }: FileLocationInput): PedigraphError {
  return new PedigraphError(
    'BAD_USER_INPUT',
    `Expected what lies at ${uri} to have the digest of ${name}, ${sealed}, but got ${digest}: it is other content, which is registered as a version of its own. Nothing was written.`,
    { sealed },
  );
}

function algorithmOf(digest: string): string {
  return digest.slice(0, digest.indexOf(':'));
}
