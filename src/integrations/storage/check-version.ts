import pLimit from 'p-limit';
import { found } from '#integrations/client/found.js';
import type { GraphqlClient } from '#integrations/client/graphql-client.js';
import { type FoundContradiction, settleContradictions } from '#integrations/importing/settle-contradictions.js';
import { withoutCredentials } from '#platform/errors/without-credentials.js';
import { namespaceOf } from '#platform/refs/ref.js';
import type { ReachOptions } from './reach-options.js';
import { PlaceReach } from './reach-places.js';
import { type Reached, unknown } from './reached.js';

/** What is asked of a version: its own parts, and not those of data that others may not see. */
const VERSION = `query ($ref: String!) { modelVersion(ref: $ref) {
  ref code { repository commit } environment { ref image } artifacts { path uri digest sizeBytes } locations { path uri }
  contradictions(filter: { open: true, kinds: [DIGEST_DIFFERS] }, first: 100) { nodes { source } }
} }`;
const RECORD =
  'mutation ($input: RecordReachCheckInput!) { recordReachCheck(input: $input) { reachCheck { answer } } }';

/** As many places as the API takes of one check. */
const MAX_PLACES = 1_000;

/** So many places are asked at once. */
const AT_ONCE = 8;

interface CheckedVersion {
  readonly ref: string;
  readonly code: { readonly repository: string | null; readonly commit: string } | null;
  /** Null, too, where it may not be seen. */
  readonly environment: { readonly ref: string; readonly image: string | null } | null;
  readonly artifacts: readonly {
    readonly path: string;
    readonly uri: string;
    readonly digest: string | null;
    readonly sizeBytes: number | null;
  }[];
  /** Every place of its files: those of the artifacts, and those that were added since. */
  readonly locations: readonly { readonly path: string; readonly uri: string }[];
  /** What was found at places before, and is open. */
  readonly contradictions: { readonly nodes: readonly { readonly source: string }[] };
}

/** What was found at a place. */
export interface FoundPlace extends Reached {
  readonly place: string;
  /** The file that lies there, of which one place is enough; null of what is no file. */
  readonly path: string | null;
  /** The digest that was sealed; null where none was, and of a commit. */
  readonly sealed: string | null;
}

/** What a check came to. */
export interface VersionCheck {
  readonly ref: string;
  readonly places: readonly FoundPlace[];
}

/**
 * Looks whether the code and the files of a version are still where it says.
 * @param record report to the server: then the answer is a fact, and bytes that are others than those of a digest are
 * a contradiction
 * @throws {PedigraphError} NOT_FOUND where there is no such version; {ApiError} where the server cannot be asked.
 */
export async function checkVersion(
  ref: string,
  { client, record, ...options }: ReachOptions & { readonly client: GraphqlClient; readonly record: boolean },
): Promise<VersionCheck> {
  const answer = await client.query<{ modelVersion: CheckedVersion | null }>(VERSION, { ref });
  const modelVersion = found(answer.modelVersion, `the model version ${ref}`);
  const places = await lookAt(modelVersion, options);
  if (record && places.length > 0) await report(modelVersion, places, client);
  return { ref: modelVersion.ref, places };
}

/** Whether a part of the version is at none of its places, or a place has other bytes than those that were sealed. */
export function isBroken({ places }: VersionCheck): boolean {
  const elsewhere = new Set(places.flatMap(({ path, answer }) => (answer === 'NO' || path === null ? [] : [path])));
  return places.some(
    ({ path, answer, otherDigest }) =>
      otherDigest !== undefined || (answer === 'NO' && (path === null || !elsewhere.has(path))),
  );
}

async function lookAt(version: CheckedVersion, options: ReachOptions): Promise<FoundPlace[]> {
  const { code } = version;
  await using reach = new PlaceReach(options);
  const questions: (() => Promise<FoundPlace>)[] = [];
  if (code?.repository != null) {
    const { repository, commit } = code;
    const place = `${withoutCredentials(repository)}@${commit}`;
    questions.push(async () => ({ place, path: null, sealed: null, ...(await reach.commit(repository, commit)) }));
  }
  const image = pinnedImage(version);
  if (image !== null)
    questions.push(async () => ({ place: image.place, path: null, sealed: null, ...(await reach.image(image.name)) }));
  const files = filesOf(version);
  const looked = filesWithin(MAX_PLACES - questions.length, files);
  for (const { path, uris, digest, sizeBytes } of looked) {
    for (const uri of uris) {
      const place = withoutCredentials(uri);
      questions.push(async () => ({ place, path, sealed: digest, ...(await reach.file(uri, { digest, sizeBytes })) }));
    }
  }
  const limit = pLimit(AT_ONCE);
  const places = await Promise.all(questions.map((ask) => limit(ask)));
  if (looked.length < files.length) {
    const more = files.length - looked.length;
    const reason = `A check has ${MAX_PLACES} places at most: these files were not looked at.`;
    places.push({ place: `${more} files more`, path: null, sealed: null, ...unknown(reason) });
  }
  return places;
}

/** A file, with every place where it may lie. */
type CheckedFile = CheckedVersion['artifacts'][number] & { readonly uris: readonly string[] };

function filesOf({ artifacts, locations }: CheckedVersion): readonly CheckedFile[] {
  const uris = new Map<string, Set<string>>(artifacts.map(({ path, uri }) => [path, new Set([uri])]));
  for (const { path, uri } of locations) uris.get(path)?.add(uri);
  return artifacts.map((file) => ({ ...file, uris: [...uris.get(file.path)!] }));
}

/**
 * The first files whose places are so many at most, each with all of its places. Where some are left out there is room for one
 * place more, which says so: that all is there is not to be said where some of it was not looked at.
 */
function filesWithin(room: number, files: readonly CheckedFile[]): readonly CheckedFile[] {
  let places = 0;
  const countsUpTo = files.map(({ uris }) => (places += uris.length));
  if (places <= room) return files;
  return files.filter((_, index) => countsUpTo[index]! < room);
}

/**
 * The image of a version's environment, where a digest pins it. In an environment of another namespace it has no name in what
 * is recorded: not everybody who sees the version may see that.
 */
function pinnedImage({ ref, environment }: CheckedVersion): { readonly name: string; readonly place: string } | null {
  const name = environment?.image ?? null;
  if (environment === null || name === null || !name.includes('@sha256:')) return null;
  const isOfSameNamespace = namespaceOfRef(environment.ref) === namespaceOfRef(ref);
  return { name, place: isOfSameNamespace ? name : 'the image of its environment' };
}

function namespaceOfRef(ref: string): string {
  return namespaceOf(ref.split('@')[0]!);
}

async function report(
  { ref, contradictions }: CheckedVersion,
  places: readonly FoundPlace[],
  client: GraphqlClient,
): Promise<void> {
  const answers = places.map(({ place, path, answer, reason }) => ({
    ...{ place, path, answer, reason: withoutCredentials(reason).slice(0, 2_000) },
  }));
  await client.mutate(RECORD, { input: { modelVersion: ref, places: answers } });
  const contradicted = new Set(contradictions.nodes.map(({ source }) => source));
  for (const { place, otherDigest, sealed, answer } of places) {
    if (otherDigest === undefined && !(answer === 'YES' && contradicted.has(place))) continue;
    const differing: FoundContradiction[] =
      otherDigest === undefined
        ? []
        : [{ kind: 'DIGEST_DIFFERS', of: { modelVersion: ref }, place, known: sealed, found: otherDigest }];
    const looked = { source: place, namespace: namespaceOfRef(ref), found: differing };
    const isOver = ({ subject }: { readonly subject: string }) => subject === ref;
    await settleContradictions({ ...looked, kinds: ['DIGEST_DIFFERS'], isOver }, { client });
  }
}
