import { stat } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { glob, isDynamicPattern } from 'tinyglobby';
import { PedigraphError } from '../../platform/errors/pedigraph-error.js';
import { digestOfFile } from '../reading/digest-of-file.js';
import { fileWithin } from '../reading/file-within.js';
import type { ManifestFiles } from './manifest.js';

/** A file as the API takes it. */
export interface CollectedFile {
  readonly path: string;
  readonly uri: string;
  readonly digest?: string | undefined;
  readonly sizeBytes?: number | undefined;
  readonly mediaType?: string | undefined;
}

/** Where files are. */
export interface FilePlace {
  /** The manifest's folder. */
  readonly folder: string;
  /** The beginning of the URIs of files that do not tell their own. */
  readonly store: string | undefined;
}

/**
 * Finds the files that a manifest names, and computes the digests of those that are here.
 * @throws {PedigraphError} BAD_USER_INPUT for a file that is not here and tells no digest, one whose digest is another,
 * a glob that fits nothing, or a path that leads out of the folder.
 */
export async function collectFiles(told: ManifestFiles, place: FilePlace): Promise<CollectedFile[]> {
  const collected: CollectedFile[] = [];
  for (const entry of told) {
    if (typeof entry !== 'string') collected.push(await describeFile(entry, place));
    else for (const found of await matching(entry, place)) collected.push(await describeFile({ path: found }, place));
  }
  return collected;
}

async function matching(pattern: string, { folder }: FilePlace): Promise<string[]> {
  if (!isDynamicPattern(pattern)) return [pattern];
  const found = await glob(pattern, {
    cwd: folder,
    ignore: ignoredBy(pattern),
    dot: true,
    followSymbolicLinks: false,
    expandDirectories: false,
  });
  if (found.length === 0)
    throw refusal(`Expected ${JSON.stringify(pattern)} to fit a file in ${folder}, but it fits none`);
  return found.sort();
}

/** What nobody means by `**`: what Git keeps for itself, and packages, unless the glob names them. */
function ignoredBy(pattern: string): string[] {
  return ['**/.git', '**/.git/**', ...(pattern.includes('node_modules') ? [] : ['**/node_modules/**'])];
}

type ToldFile = Exclude<ManifestFiles[number], string>;

async function describeFile(file: ToldFile, { folder, store }: FilePlace): Promise<CollectedFile> {
  const full = path.resolve(folder, file.path);
  const relative = path.relative(folder, full).split(path.sep).join('/');
  if (relative.startsWith('../') || path.isAbsolute(relative)) {
    throw refusal(`Expected a path within ${folder}, but ${JSON.stringify(file.path)} leads out of it`);
  }
  const uri = file.uri ?? (store === undefined ? pathToFileURL(full).href : `${store.replace(/\/$/, '')}/${relative}`);
  const size = await sizeOf(full);
  if (size !== null) await fileWithin(folder, file.path);
  if (size === null) {
    if (file.digest !== undefined) return { ...file, path: relative, uri };
    throw refusal(`Expected ${file.path} to be a file in ${folder}, or to tell its digest, but it is not there`);
  }
  const digest = await digestOfFile(full);
  if (file.digest !== undefined && file.digest !== digest) {
    throw refusal(`Expected ${file.path} to have the digest ${file.digest}, but it has ${digest}`);
  }
  return { ...file, path: relative, uri, digest, sizeBytes: size };
}

async function sizeOf(file: string): Promise<number | null> {
  const found = await stat(file).catch(() => null);
  return found?.isFile() ? found.size : null;
}

function refusal(sentence: string): PedigraphError {
  return new PedigraphError('BAD_USER_INPUT', `${sentence}. Nothing was written.`);
}
