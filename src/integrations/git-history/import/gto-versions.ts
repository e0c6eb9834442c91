import { attempt } from '#integrations/importing/attempt.js';
import { nameBelow } from '#integrations/importing/name-below.js';
import { UnreadableValue } from '#integrations/reading/values/plain-value.js';
import { textOf } from '#integrations/reading/values/read-values.js';
import { isOutside } from '../dvc/paths.js';
import type { GtoEvent, GtoHistory } from '../gto/gto-history.js';
import { gtoRegistry } from '../gto/gto-registry.js';
import { readArtifactsYaml, readGtoConfig } from '../gto/read-artifacts-yaml.js';
import type { CommitState } from '../history/commit-state.js';
import { readCommit } from '../objects/commits.js';
import { importAliasMoves } from './alias-moves.js';
import type { ModelVersionHere } from './destination.js';
import type { GitImportContext } from './git-import-context.js';
import { inRepository } from './in-repository.js';
import type { ModelVersions } from './model-versions.js';
import { TAG_OF_GTO } from './tag-contradictions.js';

/** An artifact as a commit annotates it. */
interface Annotation {
  readonly path: string | null;
  readonly type: string | null;
  readonly description: string | null;
  readonly labels: readonly string[];
}

/** Takes over what the tags of GTO say: registrations as versions with their numbers, stages as aliases with their moves. */
export async function importGto(
  { events, ignored }: GtoHistory,
  versions: ModelVersions,
  stateAt: (commit: string) => Promise<CommitState | null>,
  context: GitImportContext,
): Promise<void> {
  for (const { ref, reason } of ignored) context.tally.remark(`refs/tags/${ref}`, reason);
  for (const artifact of new Set(events.map((event) => event.artifact))) {
    const its = events.filter((event) => event.artifact === artifact);
    const name = nameBelow(context.namespace, artifact.replace(':', '/'));
    const refs = new Map<string, ModelVersionHere>();
    for (const event of its) {
      const isVersion = event.action === 'register' || (event.action === 'assign' && !refs.has(event.commit));
      if (!isVersion) continue;
      const path = `refs/tags/${event.ref}`;
      const made = await attempt(context, { kind: 'modelVersion', path }, () =>
        registerVersion(event, name, versions, stateAt, context),
      );
      if (made === null) continue;
      if (event.version !== null) refs.set(event.version, made);
      refs.set(event.commit, made);
    }
    await importAliasMoves({ name, events: its, refs }, context);
    await markDeregistered(its, refs, context);
  }
}

async function registerVersion(
  event: GtoEvent,
  name: string,
  versions: ModelVersions,
  stateAt: (commit: string) => Promise<CommitState | null>,
  context: GitImportContext,
): Promise<ModelVersionHere | null> {
  const { tally } = context;
  const number = event.version?.replace(/^v/, '') ?? null;
  const place = `refs/tags/${event.ref}`;
  const state = await stateAt(event.commit);
  if (state === null) {
    tally.skip({ kind: 'modelVersion', path: place, reason: `stands at ${event.commit}, which cannot be read` });
    return null;
  }
  const annotation = await annotationOf(event.artifact, state, context);
  await versions.ensureModel(name, annotation);
  const here = (await versions.here(name)).find((one) =>
    number === null ? one.code?.commit === event.commit : one.version === number,
  );
  const content = await versions.contentAt(annotation?.path ?? null, state);
  const recordSource = (version: ModelVersionHere) =>
    versions.recordSource({
      ...{ version, content, tool: 'gto', ...inRepository(annotation?.path ?? '', state, context) },
      ...{ externalId: event.ref, name: event.artifact, number },
    });
  if (here !== undefined) {
    // What was registered by hand under that number may be of another commit: then the tag is no source of it.
    if (here.code?.commit === event.commit) await recordSource(here);
    else tally.remark(place, `${here.ref} was registered of ${here.code?.commit ?? 'no commit'}, not of the tag's`);
    tally.count('modelVersions', 'alreadyThere');
    return here;
  }
  if (content === null) {
    const why =
      annotation?.path == null
        ? 'no artifact of that name has a path at its commit'
        : `nothing lies at ${annotation.path}`;
    tally.remark(place, `has no file: ${why}`);
  }
  const made = await versions.register({
    ...{ name, number, content, state, at: event.at, by: event.tagger },
    config: { gto: { artifact: event.artifact, version: event.version ?? event.commit } },
    tags: {
      [TAG_OF_GTO]: event.ref,
      ...(annotation?.type ? { 'dvc.type': annotation.type.slice(0, 8_000) } : {}),
    },
    description: event.message || undefined,
  });
  await recordSource(made);
  return made;
}

/** What the dvc.yaml of the artifact's folder, or an `artifacts.yaml`, says of it. */
async function annotationOf(
  artifact: string,
  state: CommitState,
  { reader, tally }: GitImportContext,
): Promise<Annotation | null> {
  const [folder, name] = artifact.includes(':') ? (artifact.split(':') as [string, string]) : ['', artifact];
  const own = state.pipelines.find((pipeline) => pipeline.folder === folder.replace(/\/+$/, ''));
  const declared =
    own?.pipeline?.artifacts.find((one) => one.name === name) ??
    (folder === ''
      ? state.pipelines.flatMap(({ pipeline }) => pipeline?.artifacts ?? []).find((one) => one.name === name)
      : undefined);
  if (declared !== undefined) return declared;
  const { tree } = state.commit;
  try {
    const config = await reader.blobs.at(tree, '.gto');
    const { index } = readGtoConfig(config === undefined ? '' : textOf(config));
    const content = isOutside(index) ? undefined : await reader.blobs.at(tree, index);
    return content === undefined ? null : (readArtifactsYaml(textOf(content)).find((one) => one.name === name) ?? null);
  } catch (error) {
    if (!(error instanceof UnreadableValue)) throw error;
    tally.skip({ kind: 'file', path: `${state.commit.id.slice(0, 12)}:artifacts.yaml`, reason: error.message });
    return null;
  }
}

/** A version that was deregistered stays, with the tag that says so. */
async function markDeregistered(
  events: readonly GtoEvent[],
  refs: ReadonlyMap<string, ModelVersionHere>,
  context: GitImportContext,
): Promise<void> {
  const [artifact] = gtoRegistry(events);
  for (const { version, isActive, deregistrations } of artifact?.versions ?? []) {
    const last = deregistrations.at(-1);
    const here = refs.get(version);
    if (isActive || last === undefined || here === undefined || here.tags['gto.deregistered'] === last.ref) continue;
    await attempt(context, { kind: 'tag', path: `refs/tags/${last.ref}` }, async () => {
      await context.destination.setTags(here.ref, { 'gto.deregistered': last.ref });
      await context.destination.setStatus(here.ref, 'ARCHIVED', reasonOf(last));
    });
  }
}

/** Why something is written, for those who read its history here. */
export function reasonOf({ ref, at }: Pick<GtoEvent, 'ref' | 'at'>): string {
  return `GTO tag ${ref} of ${new Date(at).toISOString()}`;
}

/** Reads the state of a commit by its id; null where there is none. */
export function statesOf(context: Pick<GitImportContext, 'reader'>): (commit: string) => Promise<CommitState | null> {
  const { objects, history } = context.reader;
  return async (id) => {
    const commit = await readCommit(id, objects);
    return commit && history.at(commit);
  };
}
