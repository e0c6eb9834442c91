import type { MlflowRun } from '../source/mlflow-run.js';
import type { ImportContext } from './import-context.js';
import type { ExperimentNames } from './import-experiments.js';
import { inGroups } from './in-groups.js';

/** A run as it is here. */
export interface RunHere {
  readonly id: string;
  readonly ref: string;
  readonly experiment: { readonly id: string };
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

const FIELDS =
  'id ref experiment { id } status name endedAt archivedAt inputs { role } loggedModels { step } readLoggedModels { id } tags continuation { status endedAt } parameters(includeAfterEnd: true) metrics(includeAfterEnd: true) { key value step timestamp }';

/** The runs that stand here for those of MLflow, by MLflow's id. */
export async function findRuns(
  runs: readonly Pick<MlflowRun, 'id' | 'experimentId'>[],
  names: ExperimentNames,
  { client }: Pick<ImportContext, 'client'>,
): Promise<ReadonlyMap<string, RunHere>> {
  const found = new Map<string, RunHere>();
  const findable = runs.filter(({ experimentId }) => names.has(experimentId));
  for await (const group of inGroups(findable, GROUP)) {
    const parameters = group.map((_, index) => `$n${index}: String!, $r${index}: String!`).join(', ');
    const fields = group.map(
      (_, index) => `r${index}: runByExternalId(experiment: $n${index}, externalId: $r${index}) { ${FIELDS} }`,
    );
    const variables = group.flatMap(({ id, experimentId }, index) => [
      [`n${index}`, names.get(experimentId)],
      [`r${index}`, externalIdOf(id)],
    ]);
    const answer = await client.query<Record<string, RunHere | null>>(
      `query (${parameters}) { ${fields.join(' ')} }`,
      Object.fromEntries(variables),
    );
    for (const [index, { id }] of group.entries()) {
      const here = answer[`r${index}`];
      if (here) found.set(id, here);
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
