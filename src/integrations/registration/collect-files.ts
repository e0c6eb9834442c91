import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDynamicPattern } from 'tinyglobby';
import { artifactFiles } from '#integrations/oci/artifact-files.js';
import type { OciRegistry } from '#integrations/oci/oci-registry.js';
import { parseLocation } from '#integrations/storage/location.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { FileDigest } from '../reading/digest-of.js';
import type { ForeignTree } from '../reading/foreign-tree.js';
import { refusalOf } from '../reading/read-within.js';
import { asUnreadableFile } from '../reading/unreadable-file.js';
import { globWithin } from './glob-within.js';
import type { ManifestFiles } from './manifest.js';

/** A file as the API takes it. */
export interface CollectedFile {
  readonly path: string;
  readonly uri: string;
  readonly digest?: string | undefined;
  readonly sizeBytes?: number | undefined;
  readonly mediaType?: string | undefined;
}

/** Where the files of a manifest are found. */
export interface FileSource {
  /** The manifest's folder. */
  readonly tree: ForeignTree;
  /** The beginning of the URIs of files that do not give their own. */
  readonly store: string | undefined;
  /** Where models lie that an entry names as `oci://…`. */
  readonly registry: OciRegistry;
  /** Receives, in words, what a glob passed over. */
  readonly onNote: (note: string) => void;
}

/**
 * Finds the files that a manifest names, and computes the digests of those that are here.
 * @throws {PedigraphError} BAD_USER_INPUT for a file that is not here and has no digest given, one whose digest is another,
 * a glob that fits nothing, a path that leads out of the folder; as `artifactFiles`.
 */
export async function collectFiles(given: ManifestFiles, source: FileSource): Promise<CollectedFile[]> {
  const collected: CollectedFile[] = [];
  for (const entry of given) {
    if (typeof entry !== 'string') collected.push(await describeFile(entry, source));
    else if (entry.startsWith('oci://')) collected.push(...(await filesInRegistry(entry, source)));
    else for (const found of await matching(entry, source)) collected.push(await describeFile({ path: found }, source));
  }
  return collected;
}

async function filesInRegistry(entry: string, { registry }: FileSource): Promise<CollectedFile[]> {
  const location = parseLocation(entry);
  if (location?.kind === 'oci') return artifactFiles(location.reference, registry);
  throw refusal(
    `Expected a model in a registry, such as oci://ghcr.io/acme/fraud:1.2, but got ${JSON.stringify(entry)}`,
  );
}

async function matching(pattern: string, { tree, onNote }: FileSource): Promise<readonly string[]> {
  if (!isDynamicPattern(pattern)) return [pattern];
  const { found, passedOver } = await globWithin(tree, pattern);
  const notes = passedOver.map(({ path: file, reason }) => `${file}, for ${JSON.stringify(pattern)}: ${reason}.`);
  if (found.length > 0) {
    for (const note of notes) onNote(`Left out is ${note}`);
    return found;
  }
  const why = notes.length === 0 ? '' : `. Passed over: ${notes.join(' ').slice(0, -1)}`;
  throw refusal(`Expected ${JSON.stringify(pattern)} to fit a file in ${tree.root}, but it fits none${why}`);
}

type GivenFile = Exclude<ManifestFiles[number], string>;

async function describeFile(file: GivenFile, { tree, store }: FileSource): Promise<CollectedFile> {
  const full = path.resolve(tree.root, file.path);
  const relative = path.relative(tree.root, full).split(path.sep).join('/');
  const uri = file.uri ?? (store === undefined ? pathToFileURL(full).href : `${store.replace(/\/$/, '')}/${relative}`);
  let here: FileDigest;
  try {
    here = await tree.digest(full);
  } catch (error) {
    const unreadable = asUnreadableFile(full, error);
    const isOutside = relative === '..' || relative.startsWith('../') || path.isAbsolute(relative);
    if (unreadable.obstacle === 'missing' && !isOutside) {
      if (file.digest !== undefined) return { ...file, path: relative, uri };
      throw refusal(
        `Expected ${file.path} to be a file in ${tree.root}, or to have a digest given, but it is not there`,
      );
    }
    throw isOutside
      ? refusal(`Expected a path within ${tree.root}, but ${JSON.stringify(file.path)} leads out of it`)
      : refusalOf(tree, file.path, unreadable, 'a file');
  }
  if (file.digest !== undefined && file.digest !== here.digest) {
    throw refusal(`Expected ${file.path} to have the digest ${file.digest}, but it has ${here.digest}`);
  }
  return { ...file, path: relative, uri, ...here };
}

function refusal(sentence: string): PedigraphError {
  return new PedigraphError('BAD_USER_INPUT', `${sentence}. Nothing was written.`);
}
