import type { GraphqlClient } from '#integrations/client/graphql-client.js';
import { write } from '#integrations/importing/write.js';
import type { MemberOf } from '../format/members.js';
import type { Destination } from './destination.js';
import { refuseOtherDigest } from './refuse-other-digest.js';
import type { Tally } from './tally.js';

const VERSIONS = {
  'dataset-version': [
    'RegisterDatasetVersionInput',
    'previewDatasetVersion',
    'registerDatasetVersion',
    'datasetVersion',
  ],
  'environment-version': [
    ...(['RegisterEnvironmentVersionInput', 'previewEnvironmentVersion', 'registerEnvironmentVersion'] as const),
    'environmentVersion',
  ],
  'model-version': ['RegisterModelVersionInput', 'previewModelVersion', 'registerModelVersion', 'modelVersion'],
} as const;

/**
 * Registers a version, after a dry run has come to its digest.
 * @throws {PedigraphError} CONFLICT where the server comes to another
 */
export async function registerVersion(
  { kind, sealed, input }: MemberOf<'dataset-version' | 'environment-version' | 'model-version'>,
  there: Destination,
  client: GraphqlClient,
  tally: Tally,
): Promise<void> {
  tally(kind, !there.sealed.has(sealed.key));
  if (there.sealed.has(sealed.key)) return;
  const [type, preview, register, what] = VERSIONS[kind];
  const dryRun = `query ($input: ${type}!) { would: ${preview}(input: $input) { digest } }`;
  const { would } = await client.query<{ would: { digest: string } }>(dryRun, { input });
  refuseOtherDigest(sealed, would.digest);
  const mutation = `mutation ($input: ${type}!) { made: ${register}(input: $input) { version: ${what} { digest } } }`;
  const { made } = await write<{ made: { version: { digest: string } } }>({ client }, mutation, { input });
  refuseOtherDigest(sealed, made.version.digest);
}

const CREATE = 'mutation ($input: CreateLoggedModelInput!) { createLoggedModel(input: $input) { loggedModel { id } } }';
const FINISH =
  'mutation ($input: FinishLoggedModelInput!) { finishLoggedModel(input: $input) { loggedModel { digest } } }';

/**
 * Makes a logged model, and seals it.
 * @throws {PedigraphError} CONFLICT where the server comes to another digest
 */
export async function importLoggedModel(
  { kind, sealed, input, end }: MemberOf<'logged-model'>,
  there: Destination,
  client: GraphqlClient,
  tally: Tally,
): Promise<void> {
  tally(kind, !there.sealed.has(sealed.key));
  if (there.sealed.has(sealed.key)) return;
  if (!there.open.has(sealed.key)) await write({ client }, CREATE, { input });
  const variables = { input: { ...end, loggedModel: sealed.key } };
  const { finishLoggedModel } = await write<{ finishLoggedModel: { loggedModel: { digest: string } } }>(
    { client },
    FINISH,
    variables,
  );
  refuseOtherDigest(sealed, finishLoggedModel.loggedModel.digest);
}
