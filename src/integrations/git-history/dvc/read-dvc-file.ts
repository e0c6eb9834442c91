import {
  isPlainObject,
  type PlainObject,
  type PlainValue,
  plainText,
  UnreadableValue,
} from '#integrations/reading/values/plain-value.js';
import { readYaml } from '#integrations/reading/values/read-yaml.js';
import { withoutCredentials } from '#platform/errors/without-credentials.js';
import { joinPath, placeOf } from './paths.js';
import type { DeclaredOut, DeclaredStage } from './pipeline.js';
import { filesOf, type LockedStage, lockedStage } from './read-lock.js';
import type { TrackedFile } from './tracked-file.js';

/** Where data come from that were imported from another repository. */
export interface RepositorySource {
  readonly url: string;
  /** The path in that repository. */
  readonly path: string;
  /** The branch or tag that was asked for. */
  readonly revision: string | null;
  /** The commit that it was then. */
  readonly commit: string | null;
}

/** What a `.dvc` file says: what it tracks, and where that comes from. */
export interface DvcFile {
  readonly outs: readonly TrackedFile[];
  /** Of `dvc import`. */
  readonly repositories: readonly RepositorySource[];
  /** Of `dvc import-url`: a URL, or another file. */
  readonly deps: readonly TrackedFile[];
  readonly isFrozen: boolean;
  /** Its own, or of `dvc import-db`, which records no digest of what it read: the query, and by which connection. */
  readonly description: string | null;
  /** What an old DVC kept here: a stage with its command. */
  readonly stage: { readonly name: string; readonly declared: DeclaredStage; readonly locked: LockedStage } | null;
}

/**
 * Reads a `.dvc` file.
 * @param path its own, from the top of the repository
 * @throws {UnreadableValue} where it is none.
 */
export function readDvcFile(text: string, path: string, folder: string): DvcFile {
  const document = readYaml(text) ?? {};
  if (!isPlainObject(document)) throw new UnreadableValue('is no object');
  const wdir = document['wdir'];
  const place = typeof wdir === 'string' ? joinPath(folder, wdir) : folder;
  const deps = Array.isArray(document['deps']) ? (document['deps'] as readonly PlainValue[]) : [];
  const repositories = deps.flatMap((dep) => repositorySource(dep) ?? []);
  const others = deps.filter((dep) => repositorySource(dep) === null);
  const command = document['cmd'];
  const name = path.slice(folder === '' ? 0 : folder.length + 1);
  return {
    outs: filesOf(document['outs'] ?? null, place),
    repositories,
    deps: filesOf(others, place),
    isFrozen: document['frozen'] === true || document['locked'] === true,
    description: typeof document['desc'] === 'string' ? document['desc'] : databaseText(others),
    stage: typeof command === 'string' && command !== '' ? stageOf(name, document, others, place) : null,
  };
}

/** Parameters stand among the deps there, and metrics among the outs. */
function stageOf(file: string, document: PlainObject, deps: readonly PlainValue[], folder: string): DvcFile['stage'] {
  const params: Record<string, PlainValue> = Object.create(null);
  for (const dep of deps) {
    const values = isPlainObject(dep) ? dep['params'] : undefined;
    if (isPlainObject(dep) && isPlainObject(values)) params[plainText(dep['path'] ?? 'params.yaml')] = values;
  }
  const read = deps.filter((dep) => isPlainObject(dep) && dep['params'] === undefined);
  const outs = Array.isArray(document['outs']) ? (document['outs'] as readonly PlainValue[]) : [];
  const record: PlainObject = { cmd: document['cmd'] ?? null, deps: read, params, outs };
  const name = file.replace(/\.dvc$/, '');
  const locked = lockedStage(name, record, folder);
  const declared: DeclaredStage = {
    name,
    command: locked.command,
    folder,
    deps: locked.deps.map(({ path }) => path),
    params: new Map(Object.entries(params).map(([file, values]) => [placeOf(folder, file), keysOf(values)])),
    templateParams: new Map(),
    outs: outs.flatMap((out) => declaredOut(out, folder)),
    isFrozen: document['frozen'] === true || document['locked'] === true,
    isAlwaysChanged: document['always_changed'] === true,
    description: typeof document['desc'] === 'string' ? document['desc'] : null,
    meta: document['meta'] ?? null,
  };
  return { name, declared, locked };
}

function keysOf(values: PlainValue): string[] {
  return isPlainObject(values) ? Object.keys(values) : [];
}

function declaredOut(out: PlainValue, folder: string): DeclaredOut[] {
  if (!isPlainObject(out) || typeof out['path'] !== 'string') return [];
  const isMetric = out['metric'] !== undefined && out['metric'] !== false;
  const isPlot = out['plot'] !== undefined && out['plot'] !== false;
  const kind = isMetric ? 'metric' : isPlot ? 'plot' : 'out';
  const type = typeof out['type'] === 'string' ? out['type'] : null;
  return [{ path: placeOf(folder, out['path']), kind, isCached: out['cache'] !== false, type, description: null }];
}

function databaseText(deps: readonly PlainValue[]): string | null {
  for (const dep of deps) {
    const database = isPlainObject(dep) ? dep['db'] : undefined;
    if (!isPlainObject(database)) continue;
    const { connection = null, query = null, table = null } = database;
    const read = query === null ? `the table ${plainText(table)}` : `the query ${plainText(query)}`;
    return `Imported from a database (${withoutCredentials(plainText(connection))}) by ${read}`;
  }
  return null;
}

function repositorySource(dep: PlainValue): RepositorySource | null {
  if (!isPlainObject(dep) || !isPlainObject(dep['repo']) || typeof dep['path'] !== 'string') return null;
  const { url, rev, rev_lock: commit } = dep['repo'];
  if (typeof url !== 'string') return null;
  return {
    url,
    path: joinPath('', dep['path']),
    revision: typeof rev === 'string' ? rev : null,
    commit: typeof commit === 'string' && /^[0-9a-f]{7,64}$/.test(commit) ? commit : null,
  };
}
