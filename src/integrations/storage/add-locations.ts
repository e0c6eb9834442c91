import { stat } from 'node:fs/promises';
import path from 'node:path';
import { found } from '#integrations/client/found.js';
import type { GraphqlClient } from '#integrations/client/graphql-client.js';
import type { Environment } from '#integrations/git/git-reader.js';
import { ForeignTree } from '#integrations/reading/foreign-tree.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { digestAt, digestWithin } from './digest-at.js';
import { type Location, locationText, parseLocation } from './location.js';

/** A kind of version that has files. */
export type LocatedKind = 'model' | 'dataset';

/** What `pedigraph location add` was given. */
export interface LocationsToAdd {
  readonly client: GraphqlClient;
  readonly env: Environment;
  /** Which one, where a model version and a dataset version have the ref. */
  readonly of: LocatedKind | undefined;
  /** The file of the version that lies there. */
  readonly path: string | undefined;
  /** Of what lies there, with its algorithm before it; left out, it is taken. */
  readonly digest: string | undefined;
}

/** What came of it. */
export interface AddedLocations {
  readonly ref: string;
  /** Those that were new. */
  readonly added: readonly { readonly path: string | null; readonly uri: string; readonly digest: string }[];
  /** How many were known before. */
  readonly known: number;
}

/** So many places the API takes at once. */
const MAX_AT_ONCE = 1_000;

/**
 * Adds a place to a sealed version; of a folder of this machine one for each of its files.
 * @throws {PedigraphError} NOT_FOUND and AMBIGUOUS_REFERENCE for the ref; BAD_USER_INPUT where the place is of no form that is
 * known, or no digest of it is to be had; {ApiError} where the server refuses it: the digest is another.
 */
export async function addLocations(ref: string, place: string, given: LocationsToAdd): Promise<AddedLocations> {
  const version = await readVersion(ref, given);
  const locations = await locationsAt(place, version, given);
  const added: AddedLocations['added'][number][] = [];
  for (let from = 0; from < locations.length; from += MAX_AT_ONCE)
    added.push(...(await send(version, locations.slice(from, from + MAX_AT_ONCE), given.client)));
  return { ref: version.ref, added, known: locations.length - added.length };
}

interface LocationInput {
  readonly path?: string | undefined;
  readonly uri: string;
  readonly digest: string;
}

async function locationsAt(place: string, version: LocatedVersion, given: LocationsToAdd): Promise<LocationInput[]> {
  const location = asLocation(place);
  const uri = locationText(location);
  if (given.digest !== undefined) return [{ path: given.path, uri, digest: given.digest }];
  const { files } = version;
  if (given.path === undefined && location.kind === 'file' && location.host === null && (await isFolder(location.path)))
    return filesWithin(location.path, files);
  const digest = await digestAt(location, algorithmsOf(version, given.path), given.env);
  return [{ path: given.path, uri, digest }];
}

async function filesWithin(folder: string, files: LocatedVersion['files']): Promise<LocationInput[]> {
  const tree = await ForeignTree.at(folder);
  const locations: LocationInput[] = [];
  for (const file of files) {
    const digest = await digestWithin(tree, file.path, 'sha256');
    const uri = locationText({ kind: 'file', host: null, path: path.posix.join(folder, file.path) });
    locations.push({ path: file.path, uri, digest });
  }
  return locations;
}

/** Under which algorithms a digest of the file, or of all of the version, can be compared; SHA-256 where the server has to say that there is none. */
function algorithmsOf({ files, externalDigest }: LocatedVersion, file: string | undefined): readonly string[] {
  const isOfAll = files.length === 1 || file === undefined;
  const one = files.length === 1 ? files[0] : files.find((candidate) => candidate.path === file);
  const algorithms = [
    ...(one?.digest == null ? [] : ['sha256']),
    ...(isOfAll && externalDigest !== null ? [externalDigest.algorithm] : []),
  ];
  return algorithms.length === 0 ? ['sha256'] : algorithms;
}

/** @throws {PedigraphError} BAD_USER_INPUT where it is of no form that is known here. */
function asLocation(place: string): Location {
  const isPath = !/^[a-z][a-z0-9+.-]*:/i.test(place);
  const location = parseLocation(place) ?? (isPath ? parseLocation(path.resolve(place)) : null);
  if (location !== null) return location;
  throw new PedigraphError(
    'BAD_USER_INPUT',
    `Expected a place such as s3://acme/model.bin, gs://acme/model.bin, https://… or a path, but got ${JSON.stringify(place)}. Nothing was written.`,
  );
}

async function isFolder(place: string): Promise<boolean> {
  return stat(place).then(
    (there) => there.isDirectory(),
    () => false,
  );
}

interface LocatedVersion {
  readonly kind: LocatedKind;
  readonly ref: string;
  readonly files: readonly { readonly path: string; readonly digest: string | null }[];
  readonly externalDigest: { readonly algorithm: string } | null;
}

async function readVersion(ref: string, { client, of }: LocationsToAdd): Promise<LocatedVersion> {
  const { model, dataset } = await client.query<Versions>(VERSIONS, {
    ...{ ref, isModel: of !== 'dataset', isDataset: of !== 'model' },
  });
  if (model != null && dataset != null)
    throw new PedigraphError(
      'AMBIGUOUS_REFERENCE',
      `Expected one version to be ${ref}, but a model version and a dataset version are: say which with --of model or --of dataset. Nothing was written.`,
    );
  if (model != null) return { kind: 'model', externalDigest: null, ...model };
  return { kind: 'dataset', ...found(dataset ?? null, `the version ${ref}`) };
}

async function send(
  { kind, ref }: LocatedVersion,
  locations: readonly LocationInput[],
  client: GraphqlClient,
): Promise<AddedLocations['added']> {
  const input = kind === 'model' ? { modelVersion: ref, locations } : { datasetVersion: ref, locations };
  const { made } = await client.mutate<Added>(ADD[kind], { input }, { safeWithoutKey: true });
  return made.added;
}

interface Versions {
  readonly model?: Pick<LocatedVersion, 'ref' | 'files'> | null;
  readonly dataset?: Omit<LocatedVersion, 'kind'> | null;
}
interface Added {
  readonly made: { readonly added: AddedLocations['added'] };
}

const VERSIONS = `query LocatedVersions($ref: String!, $isModel: Boolean!, $isDataset: Boolean!) {
  model: modelVersion(ref: $ref) @include(if: $isModel) { ref files: artifacts { path digest } }
  dataset: datasetVersion(ref: $ref) @include(if: $isDataset) { ref files { path digest } externalDigest { algorithm } }
}`;
const ADD = {
  model: `mutation AddModelVersionLocations($input: AddModelVersionLocationsInput!) {
  made: addModelVersionLocations(input: $input) { added { path uri digest } }
}`,
  dataset: `mutation AddDatasetVersionLocations($input: AddDatasetVersionLocationsInput!) {
  made: addDatasetVersionLocations(input: $input) { added { path uri digest } }
}`,
} as const;
