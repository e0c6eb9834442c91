import type { EntityManager } from 'typeorm';
import { canonicalJson } from '#platform/digest/canonical-json.js';
import { sameJsonInTurns } from '#platform/digest/canonical-json-in-turns.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { Artifact } from '#values/artifact.js';
import { storedCode } from '#values/code-version.js';
import type { RunEndStatus } from '#values/run-status.js';
import type { InputPin } from '../added-input/input-pin.js';
import { MetricRepository } from '../metric/metric.repository.js';
import type { StoredPoint } from '../metric/stored-points.js';
import { ParameterRepository } from '../parameter/parameter.repository.js';
import type { Run } from './run.entity.js';
import type { StartRunInput } from './run.inputs.js';
import type { RunEnd } from './run-end.entity.js';
import type { RunPins } from './run-pins.js';

/** What a client says that a run is which is there already: the input of its start, and that of its end where given. */
export interface GivenRun {
  readonly input: StartRunInput;
  readonly pins: RunPins;
}

/** The same of a run that is over. */
export interface GivenEnd {
  /** Null is not given. */
  readonly endedAt: Date | null;
  readonly status: RunEndStatus;
  readonly artifacts: readonly Artifact[];
  readonly points: readonly StoredPoint[];
}

/**
 * Refuses to take a run that is there for one whose input was another. The run may have logged more parameters since.
 * @throws {PedigraphError} CONFLICT naming what differs.
 */
export async function refuseOtherStart(run: Run, given: GivenRun, manager: EntityManager): Promise<void> {
  const logged = await new ParameterRepository(manager).notOfRun(run.id, given.input.parameters ?? {});
  refuse(run, [...(await differencesAtStart(run, given)), ...logged.map((key) => `parameters.${key}`)]);
}

/**
 * Refuses to take a run that is over for one whose input was another.
 * @throws {PedigraphError} CONFLICT naming what differs.
 */
export async function refuseOtherEnd(
  run: Run,
  end: RunEnd,
  given: GivenRun & GivenEnd,
  manager: EntityManager,
): Promise<void> {
  const parameters = await new ParameterRepository(manager).ofRun(run.id);
  const hasPoints = await new MetricRepository(manager).areAllOf(run.id, given.points);
  refuse(run, [
    ...(await differencesAtStart(run, given)),
    ...(await differing({
      parameters: [parameters, given.input.parameters ?? {}],
      status: [end.status, given.status],
      artifacts: [byPath(end.artifacts), byPath(given.artifacts)],
      endedAt: [end.endedAt, given.endedAt ?? end.endedAt],
    })),
    ...(hasPoints ? [] : ['metrics']),
  ]);
}

/** Whether two lists hold the same files, in any order. */
export function areSameFiles(files: readonly Artifact[], others: readonly Artifact[]): Promise<boolean> {
  return sameJsonInTurns(byPath(files), byPath(others));
}

function differencesAtStart(run: Run, { input, pins }: GivenRun): Promise<string[]> {
  return differing({
    name: [run.name, input.name],
    code: [run.code, input.code == null ? null : storedCode(input.code)],
    inputs: [byUse(run.inputPins), byUse(pins.inputPins)],
    environment: [run.environmentPin?.id ?? null, pins.environmentPin?.id ?? null],
    tags: [run.tags, input.tags ?? {}],
    parent: [run.parentId, pins.parent?.id ?? null],
    user: [run.user, input.user ?? null],
    startedAt: [run.startedAt, input.startedAt ?? run.startedAt],
  });
}

/** The names of what is there and what was given, where the two are not the same JSON. */
async function differing(
  pairs: Readonly<Record<string, readonly [there: unknown, given: unknown]>>,
): Promise<string[]> {
  const names: string[] = [];
  for (const [name, [there, given]] of Object.entries(pairs)) {
    if (!(await sameJsonInTurns(there, given))) names.push(name);
  }
  return names;
}

function byPath(files: readonly Artifact[]): Artifact[] {
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function byUse(pins: readonly InputPin[]): string[] {
  return pins.map((pin) => canonicalJson(pin)).sort();
}

function refuse({ ref, externalId }: Run, differences: readonly string[]): void {
  if (differences.length === 0) return;
  throw new PedigraphError(
    'CONFLICT',
    `The run ${ref} has ${externalId === null ? 'this id' : `the externalId ${JSON.stringify(externalId)}`} and other content: ${differences.slice(0, 20).join(', ')}. Send what it was started with, or another ${externalId === null ? 'id' : 'externalId'} for another run. Nothing was written.`,
    { existing: ref, differences: differences.slice(0, 20) },
  );
}
