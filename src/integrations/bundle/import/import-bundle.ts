import type { GraphqlClient } from '#integrations/client/graphql-client.js';
import type { ServerTarget } from '#integrations/client/stored-file.js';
import { type Member, type MemberOf, memberSchema } from '../format/members.js';
import { parseMember } from '../format/parse-member.js';
import { digestOfBytes, membersOf } from '../format/read-members.js';
import { notABundle } from '../format/refusals.js';
import { type VerifiedBundle, verifyBundle } from '../verify/verify-bundle.js';
import { type Destination, lookAtDestination } from './destination.js';
import { createNamed } from './import-named.js';
import { RunImport } from './import-run.js';
import { importLoggedModel, registerVersion } from './import-sealed.js';
import { moveAsThere } from './move-as-there.js';
import { storeFile } from './store-file.js';
import type { Tally } from './tally.js';

/** What to import, and where to. */
export interface ImportBundleOptions {
  readonly file: string;
  readonly client: GraphqlClient;
  /** Where the bytes of files are stored that the bundle has. */
  readonly files: ServerTarget;
  /** Whether aliases, statuses and runs that were attached are left as they are. @default false */
  readonly contentOnly?: boolean | undefined;
  /** Whether to say what would be imported, and write nothing. @default false */
  readonly dryRun?: boolean | undefined;
}

/** What became of a bundle. */
export interface BundleImport {
  readonly roots: VerifiedBundle['contents']['roots'];
  /** By kind: `dataset-version`, …, `points`, `file`. */
  readonly counts: Readonly<Record<string, { readonly imported: number; readonly alreadyThere: number }>>;
  /** What did not move as in the bundle, in sentences. */
  readonly notMoved: readonly string[];
}

/**
 * Imports a bundle as any client writes, in its caller's name: what is there already stays, what was begun goes on, and
 * each digest is compared with the one that the server computes, before it is written where that can be known.
 * The file is read to its end and verified, and what cannot be written is looked for, before the first write.
 * @throws {PedigraphError} BAD_USER_INPUT for what is no bundle, CONFLICT where another thing is there, FORBIDDEN
 * @throws {ApiError} where the server refuses or does not answer
 */
export async function importBundle(options: ImportBundleOptions): Promise<BundleImport> {
  const { file, client, contentOnly = false, dryRun = false } = options;
  const bundle = await verifyBundle(file);
  const there = await lookAtDestination(bundle, client);
  const counts: Record<string, { imported: number; alreadyThere: number }> = {};
  const tally: Tally = (kind, isNew, count = 1) => {
    const counted = counts[kind] ?? { imported: 0, alreadyThere: 0 };
    counted[isNew ? 'imported' : 'alreadyThere'] += count;
    counts[kind] = counted;
  };
  const notMoved: string[] = [];
  const { roots } = bundle.contents;
  if (dryRun) {
    for (const { kind, key } of bundle.things) tally(kind, !there.sealed.has(key));
    return { roots, counts, notMoved };
  }
  const step = new ImportStep(client, there, tally);
  for await (const member of membersAsVerified(file, bundle)) {
    if ('file' in member) await storeFile(member.file, member.content, options.files, tally);
    else {
      await step.take(member);
      if (member.kind === 'model-version' && !contentOnly) notMoved.push(...(await moveAsThere(member, client)));
    }
  }
  return { roots, counts, notMoved };
}

/** Takes the members one after the other. */
class ImportStep {
  #run: RunImport | null = null;

  constructor(
    private readonly client: GraphqlClient,
    private readonly there: Destination,
    private readonly tally: Tally,
  ) {}

  async take(member: Member): Promise<void> {
    const { client, there, tally } = this;
    switch (member.kind) {
      case 'experiment':
      case 'model':
        return createNamed(member, client, tally);
      case 'dataset-version':
      case 'environment-version':
      case 'model-version':
        return registerVersion(member, there, client, tally);
      case 'logged-model':
        return importLoggedModel(member, there, client, tally);
      case 'run':
        this.#run = await RunImport.begin(member, there, client, tally);
        return;
      case 'points':
        return this.#run?.log(member.points);
      case 'run-end':
        return this.#run?.end();
      default:
    }
  }
}

type VerifiedMember = Member | { readonly file: MemberOf<'file'>; readonly content: AsyncIterable<Uint8Array> };

/** The members once more, each compared with what was verified: the file may have been written to since. */
async function* membersAsVerified(file: string, { contents }: VerifiedBundle): AsyncGenerator<VerifiedMember> {
  let index = 0;
  let announced: MemberOf<'file'> | null = null;
  for await (const raw of membersOf(file)) {
    const verified = contents.members[index++];
    if (verified === undefined) return;
    if (raw.isFile) yield { file: announced!, content: raw.content };
    else {
      const bytes = await raw.whole();
      if (digestOfBytes(bytes) !== verified.sha256) throw notABundle(`${raw.name} has changed while it was imported`);
      const member = parseMember(raw.name, bytes, memberSchema);
      if (member.kind === 'file') announced = member;
      yield member;
    }
  }
}
