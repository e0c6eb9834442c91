import type { GraphqlClient } from '#integrations/client/graphql-client.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { Fields, MemberOf, SealedMember } from '../format/members.js';
import {
  DATASET_VERSION,
  ENVIRONMENT_VERSION,
  EXPERIMENT,
  LOGGED_MODEL,
  MODEL,
  MODEL_VERSION,
  RUN,
} from './selections.js';

/** What the API says of a thing that is sealed, with the fields of its kind. */
interface Found extends Fields {
  readonly digest: string | null;
  readonly manifest: Fields | null;
  readonly createdAt: string;
  readonly createdBy: string;
}

/** A thing as a member has it, and by which subject its events are found. */
export interface ReadThing {
  readonly member: SealedMember;
  readonly subject: string;
}

const READERS = {
  'dataset-version': [DATASET_VERSION, ofDatasetVersion],
  'environment-version': [ENVIRONMENT_VERSION, ofEnvironmentVersion],
  run: [RUN, ofRun],
  'logged-model': [LOGGED_MODEL, ofLoggedModel],
  'model-version': [MODEL_VERSION, ofModelVersion],
} as const;

/**
 * Reads a thing by its ref, or a run or a logged model by its id.
 * @param partial whether its manifest names what the caller may not see
 * @throws {PedigraphError} NOT_FOUND where there is none to see, CONFLICT where it is not sealed yet
 */
export async function readThing(
  client: GraphqlClient,
  kind: SealedMember['kind'],
  key: string,
  partial: (manifest: Fields) => boolean,
): Promise<ReadThing> {
  const [document, memberOf] = READERS[kind];
  const { found } = await client.query<{ found: Found | null }>(document, { key });
  if (found === null)
    throw new PedigraphError('NOT_FOUND', `Expected the ${kind} ${key}, but there is none, or it is not yours to see.`);
  const { digest, manifest, createdAt, createdBy } = found;
  if (digest === null || manifest === null)
    throw new PedigraphError(
      'CONFLICT',
      `Expected the ${kind} ${key} to be sealed, but it is still open: end it first.`,
    );
  const sealed = { key: String(found['id'] ?? found['ref']), digest, manifest, partial: partial(manifest) };
  const member = { kind, sealed, made: { createdAt, createdBy }, ...memberOf(found) } as SealedMember;
  return { member, subject: String(found['ref']) };
}

/** Reads an experiment or a registered model by its name. */
export async function readNamed<Kind extends 'experiment' | 'model'>(
  client: GraphqlClient,
  kind: Kind,
  name: string,
): Promise<MemberOf<Kind>> {
  const document = kind === 'model' ? MODEL : EXPERIMENT;
  const { found } = await client.query<{ found: Found }>(document, { key: name });
  const { createdAt, createdBy, ...rest } = found;
  return { kind, name, made: { createdAt, createdBy }, input: { ...rest, ...elsewhere(found) } } as MemberOf<Kind>;
}

/** Who made it and when in the tool it comes from: to the next server that is this one, where it comes from no other. */
function elsewhere({ createdAt, createdBy, createdElsewhereAt, createdElsewhereBy }: Found): Fields {
  return { createdElsewhereAt: createdElsewhereAt ?? createdAt, createdElsewhereBy: createdElsewhereBy ?? createdBy };
}

function ofDatasetVersion(found: Found) {
  const { ref, digest: _, manifest: __, createdAt: ___, createdBy: ____, derivedFrom, ...content } = found;
  const [dataset, version] = String(ref).split('@');
  return { input: { ...content, dataset, version, derivedFrom: refsOf(derivedFrom) } };
}

function ofEnvironmentVersion(found: Found) {
  const { ref, digest: _, manifest: __, createdAt: ___, createdBy: ____, ...content } = found;
  const [environment, version] = String(ref).split('@');
  return { input: { ...content, environment, version } };
}

interface RunRead {
  readonly role: string;
  readonly columns: readonly string[] | null;
  readonly context: string | null;
  readonly tags: Fields;
  readonly afterEnd: boolean;
  readonly datasetVersion: { readonly ref: string } | null;
}

function ofRun(found: Found) {
  const { id, experiment, externalId, code, parameters, tags, user, startedAt, environment } = found;
  const { status, endedAt, artifacts } = found;
  const read = (found['inputs'] as readonly RunRead[]).filter(({ datasetVersion }) => datasetVersion !== null);
  const plain = (one: RunRead) => one.context === null && Object.keys(one.tags).length === 0;
  const use = ({ role, columns, datasetVersion }: RunRead) => ({ role, columns, ref: datasetVersion!.ref });
  const added = (one: RunRead) => ({ ...use(one), context: one.context, tags: one.tags });
  const sealed = read.filter(({ afterEnd }) => !afterEnd);
  return {
    input: {
      ...{ id, externalId, code, parameters, tags, startedAt },
      experiment: nameOf(experiment),
      // The name that it was started with is sealed; it may be called otherwise by now.
      name: found.manifest!['name'],
      user: user ?? found.createdBy,
      environment: refOf(environment),
      inputs: sealed.filter(plain).map(use),
    },
    end: { status, endedAt, artifacts },
    added: {
      inputs: sealed.filter((one) => !plain(one)).map(added),
      afterEnd: read.filter(({ afterEnd }) => afterEnd).map(added),
    },
  };
}

function ofLoggedModel(found: Found) {
  const { id, experiment, run, name, modelType, parameters, tags, externalId, artifactLocation } = found;
  const { status, statusMessage: message, artifacts } = found;
  return {
    input: {
      ...{ id, name, modelType, parameters, tags, externalId, artifactLocation },
      experiment: nameOf(experiment),
      run: idOf(run),
      ...elsewhere(found),
    },
    end: { status, message, artifacts },
  };
}

interface Use {
  readonly role: string;
  readonly columns: readonly string[] | null;
  readonly datasetVersion: { readonly ref: string } | null;
}

function ofModelVersion(found: Found) {
  const { ref, version, externalVersion, architecture, code, config, artifacts, description, tags, build } = found;
  const { datasets, environment, loggedModel, parents, run, runAttachment, status, aliases } = found;
  const uses = (datasets as readonly Use[]).filter(({ datasetVersion }) => datasetVersion !== null);
  const isAttached = runAttachment !== null;
  return {
    input: {
      ...{ version, externalVersion, architecture, code, config, artifacts, description, tags, build },
      model: String(ref).split('@')[0],
      versionGivenElsewhere: true,
      datasets: uses.map(({ role, columns, datasetVersion }) => ({ role, columns, ref: datasetVersion!.ref })),
      environment: refOf(environment),
      run: isAttached ? null : idOf(run),
      loggedModel: idOf(loggedModel),
      parents: refsOf(parents),
      ...elsewhere(found),
    },
    moves: { status, aliases, attachedRun: isAttached ? idOf(run) : null },
  };
}

const nameOf = (one: unknown) => (one as { readonly name: string }).name;
const refOf = (one: unknown) => (one as { readonly ref: string } | null)?.ref ?? null;
const idOf = (one: unknown) => (one as { readonly id: string } | null)?.id ?? null;
const refsOf = (list: unknown) => (list as readonly { readonly ref: string }[]).map(({ ref }) => ref);
