import type { GraphqlClient } from '#integrations/client/graphql-client.js';
import { readStoredFile, type ServerTarget } from '#integrations/client/stored-file.js';
import { type Contents, type Fields, type MemberOf, MOST_POINTS, type SealedMember } from '../format/members.js';
import { pinsOf } from '../format/pins-of.js';
import { storedFilesOf } from '../format/stored-files.js';
import { type BundleWriter, writeBundle } from '../format/write-members.js';
import { findThings } from './find-things.js';
import { readEvents } from './read-events.js';
import { readNamed, readThing } from './read-things.js';
import { POINTS } from './selections.js';

/** What to export, and where to. */
export interface ExportOptions {
  readonly client: GraphqlClient;
  /** Model versions, by ref. */
  readonly refs: readonly string[];
  /** The file to write; there must be none of that name. */
  readonly file: string;
  /** Where the bytes of files that the server stores are read. @default they stay there */
  readonly files?: ServerTarget | undefined;
}

/** How the left out things of a kind are called in the contents, as the API calls the kind. */
const KIND_NAMES: Readonly<Record<string, string>> = {
  'dataset-version': 'DATASET_VERSION',
  'environment-version': 'ENVIRONMENT_VERSION',
  run: 'RUN',
  'logged-model': 'LOGGED_MODEL',
  'model-version': 'MODEL_VERSION',
};

/**
 * Writes model versions and all they rest on into one file: what is sealed, runs with their points, what they are called,
 * and the ledger's events of all of it. The same state is the same bytes.
 * @throws {PedigraphError} NOT_FOUND, CONFLICT for what is still open, BAD_USER_INPUT where no file can be written
 * @throws {ApiError} where the server refuses or does not answer
 */
export async function exportBundle({ client, refs, file, files }: ExportOptions): Promise<Contents> {
  return writeBundle(file, async (writer) => {
    const { roots, things, hidden } = await findThings(refs, client);
    const leftOut = new Map([...hidden].map(([kind, digests]) => [KIND_NAMES[kind]!, digests.size]));
    const leave = (kind: string, count: number) => {
      if (count > 0) leftOut.set(kind, (leftOut.get(kind) ?? 0) + count);
    };
    const named = new Set<string>();
    for (const { kind, key } of things) {
      const { member, subject } = await readThing(client, kind, key, isPartial);
      await addNamed(member, { client, writer, named, leave });
      await writer.add(member);
      if (member.kind === 'run') await addPoints(member.sealed.key, member.sealed.manifest, client, writer);
      if (files !== undefined) leave('FILE', await addFiles(member, files, writer));
      leave(
        'LEDGER_EVENT',
        await readEvents(subject, member.sealed.partial ? null : member.sealed.digest, client, writer),
      );
    }
    return {
      roots,
      leftOut: [...leftOut].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, count]) => ({ kind, count })),
    };
  });
}

/** A pin without a name is one that the caller may not see. */
function isPartial(manifest: Fields): boolean {
  const run = manifest['run'] as { readonly ref?: string | null } | null | undefined;
  return pinsOf(manifest).some(({ key }) => key === null) || (manifest['kind'] === 'LoggedModel' && run?.ref === null);
}

interface Exporting {
  readonly client: GraphqlClient;
  readonly writer: BundleWriter;
  readonly named: Set<string>;
  readonly leave: (kind: string, count: number) => void;
}

/** The experiment or registered model that a thing belongs to, before the first thing of it. */
async function addNamed({ input }: SealedMember, { client, writer, named, leave }: Exporting): Promise<void> {
  const kind = 'model' in input ? 'model' : 'experiment';
  const name = input[kind];
  if (typeof name !== 'string' || named.has(`${kind} ${name}`)) return;
  named.add(`${kind} ${name}`);
  await writer.add(await readNamed(client, kind, name));
  leave('LEDGER_EVENT', await readEvents(name, null, client, writer));
}

interface PointsPage {
  readonly found: {
    readonly page: {
      readonly nodes: MemberOf<'points'>['points'];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  };
}

/** All points that were sealed with a run, by key, a member of some thousand at a time; and its end. */
async function addPoints(run: string, manifest: Fields, client: GraphqlClient, writer: BundleWriter): Promise<void> {
  let gathered: MemberOf<'points'>['points'] = [];
  for (const { key } of manifest['metrics'] as readonly { readonly key: string }[]) {
    for (let after: string | null = null, more = true; more; ) {
      const { page }: PointsPage['found'] = (await client.query<PointsPage>(POINTS, { run, key, after })).found;
      if (gathered.length + page.nodes.length > MOST_POINTS) {
        await writer.add({ kind: 'points', run, points: gathered });
        gathered = [];
      }
      gathered.push(...page.nodes);
      after = page.pageInfo.endCursor;
      more = page.pageInfo.hasNextPage;
    }
  }
  if (gathered.length > 0) await writer.add({ kind: 'points', run, points: gathered });
  await writer.add({ kind: 'run-end', run });
}

/** The bytes of files that the server stores; returns how many it does not have. */
async function addFiles(member: SealedMember, target: ServerTarget, writer: BundleWriter): Promise<number> {
  let absent = 0;
  for (const { path, digest } of storedFilesOf(member)) {
    const stored = await readStoredFile(path, target);
    if (stored === null) {
      absent++;
      continue;
    }
    const file = { kind: 'file', path, digest, sizeBytes: stored.sizeBytes } as const;
    await writer.add(file);
    await writer.addFile(file, stored.content);
  }
  return absent;
}
