import { findLoggedModel, requireLoggedModel } from '../logged-models/find-logged-model.js';
import { type LoggedModel, modelUriOf } from '../logged-models/logged-model-message.js';
import { hexOf } from '../tracking/ids.js';
import { artifactUriOf } from '../tracking/run-message.js';
import { invalidParameter, type MlflowError } from '../wire/mlflow-error.js';
import type { Asking } from './find-model.js';
import { requireAliased, requireVersion } from './find-version.js';
import { readModelUri } from './model-uri.js';
import { type RegisteredRun, readRun } from './registered-run.js';
import { isRelative, pathBelow, schemeOf } from './uri-below.js';
import { downloadUriOf, originOf, runIdOf } from './version-message.js';

/** What a client says a version is made of. */
export interface AskedSource {
  readonly source: string;
  readonly runId: string | undefined;
  readonly modelId: string | undefined;
}

/** The same, judged, with the run and where the files lie. */
export interface VersionSource {
  readonly source: string;
  readonly runId: string | null;
  readonly modelId: string | null;
  /** Null where there is none of that id here. */
  readonly run: RegisteredRun | null;
  /** The logged model that it is made of; null where it is of none that is here. */
  readonly loggedModel: LoggedModel | null;
  /** Where the files lie. */
  readonly storage: string;
}

/**
 * Judges what a version is to be made of, as MLflow's server does: what lies with this server belongs to the run that is
 * named, `models:/name/3` is a copy of that version with its run, and no place leads out of where it says it lies.
 * @throws {MlflowError} INVALID_PARAMETER_VALUE; RESOURCE_DOES_NOT_EXIST where it is a copy of nothing
 */
export async function judgeSource(asked: AskedSource, asking: Asking): Promise<VersionSource> {
  const { source } = asked;
  const scheme = schemeOf(source);
  if (scheme === 'models') {
    const uri = readModelUri(source);
    if (uri?.kind !== 'logged') return copiedFrom(asked, asking);
    if (asked.modelId !== uri.id) throw notOfIt(source, 'model_id');
    return loggedFrom(asked, await requireLoggedModel(uri.id, asking.api), asking);
  }
  if (isRelative(source)) {
    throw invalidParameter(
      `Invalid model version source: '${source}'. If supplying a source as an http, https, local file path, ftp, objectstore, or mlflow-artifacts uri, an absolute path must be provided without relative path references present. Please provide an absolute path.`,
    );
  }
  if (asked.modelId) {
    if (scheme === 'runs') throw notOfIt(source, 'model_id');
    return ofLoggedModel(asked, asked.modelId, asking);
  }
  const runId = asked.runId || null;
  const run = runId === null ? null : await readRun(runId, asking.api);
  const judged = { source, runId, modelId: null, run, loggedModel: null, storage: source };
  if (scheme === 'runs') {
    const [, of = '', path = ''] = /^runs:\/([^/]+)\/?(.*)$/s.exec(source) ?? [];
    if (of !== runId) throw notOfIt(source, 'run_id');
    return { ...judged, storage: run === null ? source : joined(artifactUriOf(run), path) };
  }
  if (isOfServer(source) && (run === null || pathBelow(source, artifactUriOf(run)) === undefined))
    throw notOfIt(source, 'run_id');
  return judged;
}

/** What is named by its place, of the logged model that is named beside it. */
async function ofLoggedModel(asked: AskedSource, modelId: string, asking: Asking): Promise<VersionSource> {
  const { source } = asked;
  const loggedModel = await findLoggedModel(modelId, asking.api);
  if (isOfServer(source) && (loggedModel === null || pathBelow(source, modelUriOf(loggedModel)) === undefined))
    throw notOfIt(source, 'model_id');
  return { ...(await loggedFrom(asked, loggedModel, asking)), storage: source };
}

/** What a logged model is made of: the run that made it is that of the version where no other one is named. */
async function loggedFrom(
  { source, runId, modelId }: AskedSource,
  loggedModel: LoggedModel | null,
  { api }: Asking,
): Promise<VersionSource> {
  const run = runId || (loggedModel?.run ? hexOf(loggedModel.run.id) : null);
  return {
    source,
    runId: run,
    modelId: modelId || null,
    run: run === null ? null : await readRun(run, api),
    loggedModel,
    storage: loggedModel === null ? source : modelUriOf(loggedModel),
  };
}

/** Whether it lies with this server. A path of a disk is one of the client's: MLflow's takes it where the run's files lie there, too. */
function isOfServer(source: string): boolean {
  return ['', 'file'].includes(schemeOf(source)) || isProxied(source);
}

/** A copy of another version: its source is that version, its run and its files are those of it. */
async function copiedFrom({ source, runId, modelId }: AskedSource, asking: Asking): Promise<VersionSource> {
  const uri = readModelUri(source);
  if (uri === undefined || uri.kind === 'logged') throw notOfIt(source, 'model_id');
  const { version } =
    uri.kind === 'version'
      ? await requireVersion(uri.name, uri.number, asking)
      : await requireAliased(uri.name, uri.alias, asking);
  const [itsRun, itsModel] = [runIdOf(version), originOf(version).model_id ?? null];
  if ((runId ?? itsRun ?? '') !== (itsRun ?? '') || (modelId ?? itsModel ?? '') !== (itsModel ?? '')) {
    throw invalidParameter(
      `Invalid model version source: '${source}'. The run_id and model_id request parameters must match the referenced model version.`,
    );
  }
  return {
    source: `models:/${uri.name}/${version.externalVersion}`,
    runId: itsRun,
    modelId: itsModel,
    run: itsRun === null ? null : await readRun(itsRun, asking.api),
    loggedModel: itsModel === null ? null : await findLoggedModel(itsModel, asking.api),
    storage: downloadUriOf(version) ?? source,
  };
}

function isProxied(uri: string): boolean {
  return (
    schemeOf(uri) === 'mlflow-artifacts' || /^https?:\/\/.*\/api\/2\.0\/mlflow-artifacts\/artifacts(\/|$)/i.test(uri)
  );
}

function joined(root: string, path: string): string {
  return path === '' ? root : `${root}/${path}`;
}

function notOfIt(source: string, field: 'run_id' | 'model_id'): MlflowError {
  return invalidParameter(
    `Invalid model version source: '${source}'. The ${field} request parameter must identify the resource that contains the source.`,
  );
}
