import { wantedVersions } from '#integrations/mlflow/import/version-number.js';
import { artifactsOf } from '../artifacts/artifact-routes.js';
import { modelUriOf } from '../logged-models/logged-model-message.js';
import { modelIdOf } from '../logged-models/model-id.js';
import type { FieldsCall } from '../routing/route.js';
import { hexOf } from '../tracking/ids.js';
import { artifactUriOf } from '../tracking/run-message.js';
import { tagsOf } from '../tracking/tags-of.js';
import type { Api } from '../wire/api.js';
import { afterMaking } from '../wire/mlflow-error.js';
import { attachToVersion } from './attach-versions.js';
import { askOfModel, noModel } from './find-model.js';
import { listVersionOfModel } from './list-version-of-model.js';
import { pinContent } from './pinned-content.js';
import { refusePrompt } from './prompts.js';
import { registerNumbered } from './register-numbered.js';
import { codeOf, datasetsOf, readRun } from './registered-run.js';
import { storedFiles } from './stored-files.js';
import { pathBelow } from './uri-below.js';
import { FIELD_TAGS, VERDICT_TAG, type Version, versionMessage } from './version-message.js';
import { judgeSource, type VersionSource } from './version-source.js';

/**
 * Registers a version: sealed with its run, the logged model that it is, its code, its environment, what its run read,
 * and the digests of its files, under MLflow's next number. A run that goes on is pinned as it is, and attached when it
 * ends.
 */
export async function createVersion(call: FieldsCall): Promise<object> {
  const { fields, api } = call;
  const [name, source] = [fields.requiredText('name'), fields.requiredText('source')];
  const given = tagsOf(fields.messages('tags'));
  refusePrompt(given);
  const asked = { source, runId: fields.text('run_id'), modelId: fields.text('model_id') };
  const [{ model, highest }, judged] = await both(requireDestination(name, call), judgeSource(asked, call));
  const { run, loggedModel } = judged;
  const files = await filesOf(judged, call);
  const environmentName = run?.experiment.name ?? model;
  const content = await pinContent(judged, fields.text('run_link'), { files, environmentName, api });
  const { leftOut, ...pinned } = content;
  const tags = Object.fromEntries(Object.entries(given).filter(([key]) => !SERVER_TAGS.has(key)));
  const input = {
    model,
    ...pinned,
    code: run && codeOf(run),
    run: run?.id ?? null,
    loggedModel: loggedModel?.id ?? null,
    datasets: run === null ? [] : datasetsOf(run),
    description: fields.text('description') || null,
    tags,
    // Whoever gives tags gets back these; to the others the verdict is reported.
    verdictTag: Object.keys(tags).length > 0 ? null : VERDICT_TAG,
  };
  const wantedOf = (number: number) => wantedVersions({ number, tags: new Map(Object.entries(tags)) });
  const registered = await registerNumbered({ input, highest }, wantedOf, api);
  const { verdict } = registered.reproducibility;
  const version: Version = {
    ...AS_REGISTERED,
    ...registered,
    updatedAt: registered.createdAt,
    description: input.description,
    tags: input.verdictTag === null ? tags : { [VERDICT_TAG]: verdict },
    config: pinned.config,
    run,
  };
  const made = `Version ${version.externalVersion} of ${name} was registered.`;
  await afterMaking(made, () => finish({ name, version, judged, leftOut }, api));
  return { model_version: versionMessage(name, version) };
}

/** What every version is that was just registered. */
const AS_REGISTERED = { status: 'IN_REVIEW', aliases: [], createdElsewhereAt: null, createdElsewhereBy: null } as const;

/** What comes of two that are asked at the same time; where both are refused it is the first one that is. */
async function both<First, Second>(first: Promise<First>, second: Promise<Second>): Promise<[First, Second]> {
  second.catch(() => {});
  return [await first, await second];
}

const DESTINATION = `query DestinationOfVersion($namespace: String!, $displayName: String!) {
  modelByDisplayName(namespace: $namespace, displayName: $displayName) { name highestExternalVersion } }`;

/** Our name of the model, and the highest number that it ever had. */
async function requireDestination(name: string, call: FieldsCall): Promise<{ model: string; highest: number }> {
  type Found = { readonly name: string; readonly highestExternalVersion: number | null };
  const found = await askOfModel<Found>(DESTINATION, name, call);
  if (found === null) throw noModel(name);
  return { model: found.name, highest: found.highestExternalVersion ?? 0 };
}

/** A version that is registered, and what is still to be done about it. */
interface Registered {
  readonly name: string;
  readonly version: Version;
  readonly judged: VersionSource;
  /** Sentences. */
  readonly leftOut: readonly string[];
}

async function finish({ name, version, judged, leftOut }: Registered, api: Api): Promise<void> {
  const { run, loggedModel } = judged;
  if (leftOut.length > 0) await note(version, leftOut, api);
  if (run !== null && run.digest === null) await attachIfEnded(version, hexOf(run.id), api);
  if (loggedModel !== null)
    await listVersionOfModel(loggedModel, { name, version: Number(version.externalVersion) }, api);
}

const SERVER_TAGS: ReadonlySet<string> = new Set([VERDICT_TAG, ...FIELD_TAGS]);

/** The files that lie with this server; null where none do. */
async function filesOf({ run, loggedModel, storage }: VersionSource, { settings }: FieldsCall) {
  if (settings.artifacts === undefined) return null;
  const places = [
    ...(loggedModel === null ? [] : [{ uri: modelUriOf(loggedModel), folder: `models/${modelIdOf(loggedModel.id)}` }]),
    ...(run === null ? [] : [{ uri: artifactUriOf(run), folder: `runs/${hexOf(run.id)}` }]),
  ];
  for (const { uri, folder } of places) {
    const path = uri.startsWith('mlflow-artifacts:') ? pathBelow(storage, uri) : undefined;
    if (path !== undefined) return storedFiles(await artifactsOf(settings), path === '' ? folder : `${folder}/${path}`);
  }
  return null;
}

const NOTE = 'mutation NoteLeftOut($input: AddNoteInput!) { addNote(input: $input) { modelVersion { id } } }';

async function note(version: Version, leftOut: readonly string[], api: Api): Promise<void> {
  const text = `Left out when it was registered:\n${leftOut.join('\n')}`;
  await api.askOnce(NOTE, { input: { of: version.ref, text: text.slice(0, 5_000) } });
}

/** The run may have ended while the version was registered: who ended it did not see the version. */
async function attachIfEnded(version: Version, run: string, api: Api): Promise<void> {
  const now = await readRun(run, api);
  if (now !== null && now.digest !== null) await attachToVersion(version.ref, now.id, api);
}
