import semver from 'semver';
import { found as foundBy } from '#integrations/client/found.js';
import type { GraphqlClient } from '#integrations/client/graphql-client.js';
import type { Fields, SealedMember } from '../format/members.js';
import { type ManifestPin, pinsOf } from '../format/pins-of.js';

/** A thing to export. */
export interface ThingToExport {
  readonly kind: SealedMember['kind'];
  readonly key: string;
}

/** What a bundle will hold, and what of it the caller may not see. */
export interface FoundThings {
  readonly roots: { ref: string; digest: string }[];
  /** What others rest on first; of one name the lower versions first. */
  readonly things: readonly ThingToExport[];
  /** The digests of what is hidden, by kind. */
  readonly hidden: ReadonlyMap<string, ReadonlySet<string>>;
}

interface Rests {
  readonly manifest: Fields | null;
  /** What it names beside its manifest. */
  readonly beside: readonly ManifestPin[];
}

/** Finds all that model versions rest on, by what their manifests name. */
export async function findThings(refs: readonly string[], client: GraphqlClient): Promise<FoundThings> {
  const roots: { ref: string; digest: string }[] = [];
  for (const ref of refs) {
    const { version } = await client.query<{ version: { ref: string; digest: string } | null }>(ROOT, { ref });
    const root = foundBy(version, `the model version ${ref}`);
    if (roots.every((one) => one.ref !== root.ref)) roots.push(root);
  }
  const rests = new Map<string, Resting>();
  const hidden = new Map<string, Set<string>>();
  const open: ThingToExport[] = roots.map(({ ref }) => ({ kind: 'model-version', key: ref }));
  for (let thing = open.pop(); thing !== undefined; thing = open.pop()) {
    if (rests.has(thing.key)) continue;
    const { manifest, beside } = await restsOf(thing, client);
    const named = [...pinsOf(manifest ?? {}), ...beside];
    for (const { kind, key, digest } of named) {
      if (key !== null) open.push({ kind, key });
      else hidden.set(kind, (hidden.get(kind) ?? new Set()).add(digest ?? `of ${thing.key}`));
    }
    rests.set(thing.key, { ...thing, on: named.flatMap(({ key }) => key ?? []) });
  }
  return { roots, things: inOrder([...rests.values()]), hidden };
}

interface Resting extends ThingToExport {
  readonly on: readonly string[];
}

/** Those that others rest on first; of one name the lower versions before the higher, as far as that goes. */
function inOrder(things: readonly Resting[]): readonly ThingToExport[] {
  const sorted = things.toSorted(byNameAndVersion);
  const waiting = new Map(
    sorted.map((thing, index) => {
      const before = sorted[index - 1];
      const isLower = before !== undefined && nameOf(before.key) === nameOf(thing.key);
      return [thing.key, { thing, on: isLower ? [...thing.on, before.key] : thing.on }];
    }),
  );
  const order: ThingToExport[] = [];
  const opened = new Map<string, ThingToExport>();
  // No recursion: a chain of versions may be longer than the stack.
  const stack = sorted.map(({ key }) => key).reverse();
  for (let key = stack.at(-1); key !== undefined; key = stack.at(-1)) {
    const next = waiting.get(key);
    if (next !== undefined) {
      waiting.delete(key);
      opened.set(key, next.thing);
      stack.push(...next.on.filter((one) => waiting.has(one)));
      continue;
    }
    stack.pop();
    const thing = opened.get(key);
    if (thing !== undefined) order.push({ kind: thing.kind, key });
    opened.delete(key);
  }
  return order;
}

const nameOf = (key: string) => key.split('@')[0]!;

function byNameAndVersion(a: ThingToExport, b: ThingToExport): number {
  const [name, version] = a.key.split('@');
  const [other, otherVersion] = b.key.split('@');
  if (name !== other) return name! < other! ? -1 : 1;
  return semver.compare(version!, otherVersion!);
}

async function restsOf({ kind, key }: ThingToExport, client: GraphqlClient): Promise<Rests> {
  const { thing } = await client.query<{ thing: Named | null }>(RESTS[kind], { key });
  const { manifest, inputs = [], run, runAttachment } = foundBy(thing, `the ${kind} ${key}`);
  const beside: ManifestPin[] = inputs
    .filter(({ afterEnd }) => afterEnd)
    .map(({ datasetVersion }) => ({ kind: 'dataset-version', key: datasetVersion?.ref ?? null, digest: null }));
  const isMadeByRun = kind === 'logged-model' && manifest?.['run'] != null;
  if (isMadeByRun || runAttachment != null) beside.push({ kind: 'run', key: run?.id ?? null, digest: null });
  return { manifest, beside };
}

interface Named {
  readonly manifest: Fields | null;
  readonly inputs?: readonly { readonly afterEnd: boolean; readonly datasetVersion: { readonly ref: string } | null }[];
  readonly run?: { readonly id: string } | null;
  readonly runAttachment?: object | null;
}

const ROOT = 'query ($ref: String!) { version: modelVersion(ref: $ref) { ref digest } }';

const RESTS: Readonly<Record<SealedMember['kind'], string>> = {
  'dataset-version': 'query ($key: String!) { thing: datasetVersion(ref: $key) { manifest } }',
  'environment-version': 'query ($key: String!) { thing: environmentVersion(ref: $key) { manifest } }',
  run: 'query ($key: ID!) { thing: run(id: $key) { manifest inputs { afterEnd datasetVersion { ref } } } }',
  'logged-model': 'query ($key: ID!) { thing: loggedModel(id: $key) { manifest run { id } } }',
  'model-version':
    'query ($key: String!) { thing: modelVersion(ref: $key) { manifest run { id } runAttachment { __typename } } }',
};
