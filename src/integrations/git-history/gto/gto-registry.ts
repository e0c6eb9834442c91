import semver from 'semver';
import type { GtoEvent } from './gto-history.js';

/** A version of an artifact: registered, or a commit that has stages without. */
export interface GtoVersion {
  /** With its `v`; the commit of one that was never registered. */
  readonly version: string;
  readonly commit: string;
  readonly registrations: readonly GtoEvent[];
  readonly deregistrations: readonly GtoEvent[];
  /** By stage, oldest first. */
  readonly stages: ReadonlyMap<string, readonly GtoEvent[]>;
  /** Whether it counts now. */
  readonly isActive: boolean;
}

/** An artifact by its tags. */
export interface GtoArtifact {
  readonly name: string;
  readonly versions: readonly GtoVersion[];
  readonly isActive: boolean;
  /** The highest registered version that counts. */
  readonly latest: string | null;
  /** Which version each stage is at now; of several the one that was assigned last. */
  readonly stages: ReadonlyMap<string, string>;
}

interface Building {
  readonly version: string;
  readonly commit: string;
  readonly registrations: GtoEvent[];
  readonly deregistrations: GtoEvent[];
  readonly stages: Map<string, GtoEvent[]>;
}

/** When a commit was made, in milliseconds since 1970. */
export type CommittedAt = (commit: string) => number | undefined;

/**
 * The state of a registry, as `gto show` has it: registrations first, then stages, which belong to the version that is
 * registered at their commit, else to the commit. Source: gto/registry.py, gto/base.py.
 */
export function gtoRegistry(events: readonly GtoEvent[], committedAt: CommittedAt = () => undefined): GtoArtifact[] {
  const byArtifact = new Map<string, GtoEvent[]>();
  for (const event of events) {
    const its = byArtifact.get(event.artifact);
    if (its === undefined) byArtifact.set(event.artifact, [event]);
    else its.push(event);
  }
  return [...byArtifact].map(([name, its]) => artifactOf(name, its, committedAt));
}

function artifactOf(name: string, events: readonly GtoEvent[], committedAt: CommittedAt): GtoArtifact {
  const versions: Building[] = [];
  const byCommit = new Map<string, Building[]>();
  const find = (version: string | null, commit: string): Building => {
    const there = byCommit.get(commit) ?? [];
    const known = version === null ? there[0] : there.find((one) => one.version === version);
    if (known !== undefined) return known;
    const made = { version: version ?? commit, commit, registrations: [], deregistrations: [], stages: new Map() };
    versions.push(made);
    byCommit.set(commit, [...there, made]);
    return made;
  };
  for (const event of events) {
    if (event.action === 'register') find(event.version, event.commit).registrations.push(event);
    if (event.action === 'deregister') find(event.version, event.commit).deregistrations.push(event);
  }
  for (const event of events) {
    if (event.stage === null) continue;
    const { stages, version, commit } = find(null, event.commit);
    // GTO takes a stage away from a registered version alone.
    if (event.action === 'unassign' && version === commit) continue;
    stages.set(event.stage, [...(stages.get(event.stage) ?? []), event]);
  }
  const read = versions.map((version) => ({ ...version, isActive: isActive(version) }));
  const active = read.filter((version) => version.isActive);
  const registered = active.filter(({ registrations }) => registrations.length > 0);
  return {
    name,
    versions: read,
    isActive: isArtifactActive(events, versions, committedAt),
    latest:
      registered
        .map(({ version }) => version)
        // GTO takes numbers of any length; one that is no exact number is compared with none.
        .filter((version) => semver.valid(version) !== null)
        .sort((a, b) => semver.compare(a, b))
        .at(-1) ?? null,
    stages: currentStages(active),
  };
}

function isActive({ registrations, deregistrations, stages }: Building): boolean {
  const direct = lastOf([...registrations, ...deregistrations]);
  return direct === undefined ? stages.size > 0 : direct.action === 'register';
}

/** What is deprecated counts again once something else happens to it, the commit of a version among that. */
function isArtifactActive(
  events: readonly GtoEvent[],
  versions: readonly Building[],
  committedAt: CommittedAt,
): boolean {
  const deprecated = lastOf(events.filter(({ action }) => action === 'deprecate'));
  if (deprecated === undefined) return true;
  const others = events.filter(({ action }) => action !== 'deprecate').map(({ at }) => at);
  const commits = versions.flatMap(({ commit }) => committedAt(commit) ?? []);
  return [...others, ...commits].some((at) => at >= deprecated.at);
}

/** The latest; of several of one moment the one behind the others. */
function lastOf(events: readonly GtoEvent[]): GtoEvent | undefined {
  return events.reduce<GtoEvent | undefined>((last, event) => (!last || event.at >= last.at ? event : last), undefined);
}

/** Of the versions in a stage the one that was assigned last; of those of one moment the one that was made first. */
function currentStages(versions: readonly GtoVersion[]): Map<string, string> {
  const newestFirst = versions.toSorted((a, b) => madeAt(a) - madeAt(b)).reverse();
  const assigned = newestFirst.flatMap(({ version, stages }) =>
    [...stages].flatMap(([stage, events]) => {
      const last = lastOf(events);
      return last?.action === 'assign' ? [{ stage, version, at: last.at }] : [];
    }),
  );
  const oldestFirst = assigned.reverse().sort((a, b) => b.at - a.at);
  const current = new Map<string, string>();
  for (const { stage, version } of oldestFirst) if (!current.has(stage)) current.set(stage, version);
  return current;
}

function madeAt({ registrations, stages }: GtoVersion): number {
  return lastOf(registrations)?.at ?? lastOf([...stages.values()].flat())?.at ?? 0;
}
