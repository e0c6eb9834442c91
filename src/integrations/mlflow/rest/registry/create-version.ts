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
import { requireModelName } from './find-model.js';
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
  const model = await requireModelName(name, call);
  const judged = await judgeSource({ source, runId: fields.text('run_id'), modelId: fields.text('model_id') }, call);
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
  };
  const wantedOf = (number: number) => wantedVersions({ number, tags: new Map(Object.entries(tags)) });
  const version = await registerNumbered(input, wantedOf, api);
  const made = `Version ${version.externalVersion} of ${name} was registered.`;
  // Whoever gives tags gets back these; to the others the verdict is reported.
  const isTagged = Object.keys(tags).length > 0;
  const answered = await afterMaking(made, () => finish({ name, version, judged, leftOut, isTagged }, api));
  return { model_version: versionMessage(name, answered) };
}

/** A version that is registered, and what is still to be done about it. */
interface Registered {
  readonly name: string;
  readonly version: Version;
  readonly judged: VersionSource;
  /** Sentences. */
  readonly leftOut: readonly string[];
  readonly isTagged: boolean;
}

async function finish({ name, version, judged, leftOut, isTagged }: Registered, api: Api): Promise<Version> {
  const { run, loggedModel } = judged;
  if (leftOut.length > 0) await note(version, leftOut, api);
  if (run !== null && run.digest === null) await attachIfEnded(version, hexOf(run.id), api);
  if (loggedModel !== null)
    await listVersionOfModel(loggedModel, { name, version: Number(version.externalVersion) }, api);
  return isTagged ? version : tagVerdict(version, api);
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

const TAG_VERDICT = `mutation TagReproducibility($input: SetTagsInput!) {
  setTags(input: $input) { modelVersion { tags updatedAt } } }`;
const NOTE = 'mutation NoteLeftOut($input: AddNoteInput!) { addNote(input: $input) { modelVersion { id } } }';

async function tagVerdict(version: Version, api: Api): Promise<Version> {
  const input = { of: version.ref, set: { [VERDICT_TAG]: version.reproducibility.verdict } };
  const { setTags } = await api.ask<{ setTags: { modelVersion: Pick<Version, 'tags' | 'updatedAt'> } }>(TAG_VERDICT, {
    input,
  });
  return { ...version, ...setTags.modelVersion };
}

async function note(version: Version, leftOut: readonly string[], api: Api): Promise<void> {
  const text = `Left out when it was registered:\n${leftOut.join('\n')}`;
  await api.askOnce(NOTE, { input: { of: version.ref, text: text.slice(0, 5_000) } });
}

/** The run may have ended while the version was registered: who ended it did not see the version. */
async function attachIfEnded(version: Version, run: string, api: Api): Promise<void> {
  const now = await readRun(run, api);
  if (now !== null && now.digest !== null) await attachToVersion(version.ref, now.id, api);
}
