import { findEach, type Lookup } from '#integrations/importing/find-each.js';
import { inGroups } from '#integrations/importing/in-groups.js';
import type { MlflowRun } from '../source/mlflow-run.js';
import type { ImportContext } from './import-context.js';
import type { ExperimentNames } from './import-experiments.js';

/** A run as it is here. */
export interface RunHere {
  readonly id: string;
  readonly ref: string;
  readonly experiment: { readonly id: string; readonly artifactLocation: string | null };
  readonly status: string;
  readonly name: string;
  readonly endedAt: string | null;
  readonly archivedAt: string | null;
  /** How it went on after its end; null where it never did. */
  readonly continuation: { readonly status: string; readonly endedAt: string | null } | null;
  /** What it reads, an element each. */
  readonly inputs: readonly object[];
  /** The logged models that it made, and those that it read, an element each. */
  readonly loggedModels: readonly object[];
  readonly readLoggedModels: readonly object[];
  readonly tags: Readonly<Record<string, unknown>>;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly metrics: readonly {
    readonly key: string;
    readonly value: number | string;
    readonly step: number;
    readonly timestamp: string;
  }[];
}

/** One query has so many fields. */
const GROUP = 20;

const LOOKUP: Lookup = {
  field: 'runByExternalId',
  of: 'experiment',
  selection:
    'id ref experiment { id artifactLocation } status name endedAt archivedAt inputs { role } loggedModels { step } readLoggedModels { id } tags continuation { status endedAt } parameters(includeAfterEnd: true) metrics(includeAfterEnd: true) { key value step timestamp }',
};

/** The runs that stand here for those of MLflow, by MLflow's id. */
export async function findRuns(
  runs: readonly Pick<MlflowRun, 'id' | 'experimentId'>[],
  names: ExperimentNames,
  context: Pick<ImportContext, 'client'>,
): Promise<ReadonlyMap<string, RunHere>> {
  const found = new Map<string, RunHere>();
  const findable = runs.filter(({ experimentId }) => names.has(experimentId));
  for await (const group of inGroups(findable, GROUP)) {
    const pairs = group.map(({ id, experimentId }) => [names.get(experimentId)!, externalIdOf(id)] as const);
    for (const [index, here] of (await findEach<RunHere>(pairs, LOOKUP, context)).entries()) {
      if (here !== null) found.set(group[index]!.id, here);
    }
  }
  return found;
}

/** The id of a run in the tool it comes from. */
export function externalIdOf(run: string): string {
  return `mlflow:${run}`;
}

/** Whether a run takes more: MLflow's SCHEDULED is RUNNING here. */
export function isOpen(status: string): boolean {
  return status === 'RUNNING' || status === 'SCHEDULED';
}
