import * as z from 'zod';
import { isStoredPath } from '#integrations/client/stored-file.js';
import { DIGEST_PATTERN } from '#platform/digest/digest.js';

/** The word and the number by which a bundle is known. */
export const FORMAT = 'pedigraph-bundle';
export const FORMAT_VERSION = 1;
/** The last member: what the others are, by size and SHA-256. */
export const CONTENTS = 'bundle.json';

/** The most points in a member, so that no run has to be in memory whole. */
export const MOST_POINTS = 10_000;

const digest = z.string().regex(DIGEST_PATTERN);
const object = z.custom<Fields>((value) => typeof value === 'object' && value !== null && !Array.isArray(value));

/** A JSON object, as it was parsed. */
export type Fields = Readonly<Record<string, unknown>>;

/** An input of the API: its fields by name, and nothing else; what they hold the server looks at. */
function inputOf(...names: readonly string[]) {
  return z.strictObject(Object.fromEntries(names.map((name) => [name, z.unknown()]))).partial() as z.ZodType<Fields>;
}

const made = z.strictObject({ createdAt: z.string(), createdBy: z.string() });
const sealed = z.strictObject({
  /** Its ref; of a run and of a logged model its id. */
  key: z.string(),
  digest,
  manifest: object,
  /** Whether the exporter was not shown all of the manifest, so that its digest cannot be computed. */
  partial: z.boolean(),
});

const experiment = z.strictObject({
  kind: z.literal('experiment'),
  name: z.string(),
  made,
  input: inputOf(
    ...['name', 'displayName', 'description', 'tags', 'artifactLocation', 'externalId'],
    ...['createdElsewhereAt', 'createdElsewhereBy'],
  ),
});
const model = z.strictObject({
  kind: z.literal('model'),
  name: z.string(),
  made,
  input: inputOf(
    ...['name', 'displayName', 'description', 'tags', 'owners'],
    ...['createdElsewhereAt', 'createdElsewhereBy'],
  ),
});
const datasetVersion = z.strictObject({
  kind: z.literal('dataset-version'),
  sealed,
  made,
  input: inputOf(
    ...['dataset', 'version', 'files', 'schema', 'rowCount', 'license', 'statistics', 'splits', 'derivedFrom'],
    ...['columnLineage', 'externalDigest', 'external', 'source', 'description'],
  ),
});
const environmentVersion = z.strictObject({
  kind: z.literal('environment-version'),
  sealed,
  made,
  input: inputOf(
    ...['environment', 'version', 'image', 'runtime', 'os', 'packages', 'lock', 'hardware', 'seed', 'variables'],
    'description',
  ),
});
const run = z.strictObject({
  kind: z.literal('run'),
  sealed,
  made,
  input: inputOf(
    ...['id', 'experiment', 'name', 'externalId', 'code', 'parameters', 'inputs', 'environment', 'tags', 'user'],
    'startedAt',
  ),
  end: inputOf('status', 'endedAt', 'artifacts'),
  /** What it read, in words of its own or named after its end, as `addRunInputs` takes it. */
  added: z.strictObject({ inputs: z.array(object), afterEnd: z.array(object) }),
});
const point = z.strictObject({
  key: z.string(),
  value: z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])]),
  step: z.number(),
  timestamp: z.iso.datetime(),
});
const points = z.strictObject({
  kind: z.literal('points'),
  run: z.string(),
  points: z.array(point).max(MOST_POINTS),
});
const runEnd = z.strictObject({ kind: z.literal('run-end'), run: z.string() });
const loggedModel = z.strictObject({
  kind: z.literal('logged-model'),
  sealed,
  made,
  input: inputOf(
    ...['id', 'experiment', 'run', 'name', 'modelType', 'parameters', 'tags', 'externalId', 'artifactLocation'],
    ...['createdElsewhereAt', 'createdElsewhereBy'],
  ),
  end: inputOf('status', 'message', 'artifacts'),
});
const modelVersion = z.strictObject({
  kind: z.literal('model-version'),
  sealed,
  made,
  input: inputOf(
    ...['model', 'version', 'versionGivenElsewhere', 'externalVersion', 'architecture', 'code', 'config', 'artifacts'],
    ...['datasets', 'environment', 'run', 'loggedModel', 'parents', 'description', 'tags', 'build'],
    ...['createdElsewhereAt', 'createdElsewhereBy'],
  ),
  /** What moved, as it was at the export. */
  moves: z.strictObject({
    status: z.string(),
    attachedRun: z.string().nullable(),
    aliases: z.array(
      z.strictObject({
        name: z.string(),
        validFrom: z.string(),
        movedElsewhereAt: z.string().nullable(),
        actor: z.string(),
      }),
    ),
  }),
});
/** A file that the server stores; its bytes are the next member. */
const file = z.strictObject({
  kind: z.literal('file'),
  path: z.string().refine(isStoredPath, 'expected a path that leads nowhere else'),
  digest,
  sizeBytes: z.number().int().nonnegative(),
});
/** An event of a ledger, with all that its hash is over; see docs/digests.md. */
const event = z.strictObject({
  subgraph: z.string(),
  position: z.number(),
  id: z.string(),
  type: z.string(),
  subject: z.string(),
  actor: z.string(),
  at: z.string(),
  payload: z.unknown(),
  rows: z.unknown(),
  previousHash: digest.nullable(),
  hash: digest,
  redacted: z.boolean(),
});
const events = z.strictObject({ kind: z.literal('events'), events: z.array(event) });

/** What a member may hold, by its kind. */
export const memberSchema = z.discriminatedUnion('kind', [
  experiment,
  model,
  datasetVersion,
  environmentVersion,
  run,
  points,
  runEnd,
  loggedModel,
  modelVersion,
  file,
  events,
]);

/** A member but for the bytes of files. */
export type Member = z.infer<typeof memberSchema>;
/** The members of a kind. */
export type MemberOf<Kind extends Member['kind']> = Extract<Member, { readonly kind: Kind }>;
/** What is sealed under a digest. */
export type SealedMember = Extract<Member, { readonly sealed: unknown }>;
/** An event of a ledger, as a bundle has it. */
export type BundledEvent = MemberOf<'events'>['events'][number];

/** What the last member says of the others. */
export const contentsSchema = z.strictObject({
  format: z.literal(FORMAT),
  formatVersion: z.literal(FORMAT_VERSION),
  /** What the export was asked for. */
  roots: z.array(z.strictObject({ ref: z.string(), digest })).min(1),
  members: z.array(z.strictObject({ name: z.string(), size: z.number().int().nonnegative(), sha256: digest })),
  /** What the exporter was not shown, or could not be read. */
  leftOut: z.array(z.strictObject({ kind: z.string(), count: z.number().int().positive() })),
});

/** The same, as it was read. */
export type Contents = z.infer<typeof contentsSchema>;
