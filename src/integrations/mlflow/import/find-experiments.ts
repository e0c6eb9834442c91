import { findEach, type Lookup } from '#integrations/importing/find-each.js';
import { isoOf } from '#integrations/importing/fit-moment.js';
import { inGroups } from '#integrations/importing/in-groups.js';
import type { MlflowExperiment } from '../source/mlflow-entities.js';
import type { ImportContext } from './import-context.js';
import { workspaceSegment } from './workspace-segment.js';

/** An experiment as it is here. */
export interface ExperimentHere {
  readonly name: string;
  readonly displayName: string;
  /** What it is called and was called, newest first. */
  readonly displayNames: readonly { readonly displayName: string }[];
  readonly tags: Readonly<Record<string, string>>;
  readonly archivedAt: string | null;
  readonly createdAt: string;
  readonly createdElsewhereAt: string | null;
}

/** One query asks for so many experiments, each under two ids. */
const GROUP = 10;

const LOOKUP: Lookup = {
  field: 'experimentByExternalId',
  of: 'namespace',
  selection: 'name displayName displayNames { displayName } tags archivedAt createdAt createdElsewhereAt',
};

/** Every experiment of the source with the one that stands for it here: by MLflow's id, whatever either is called. */
export async function* findExperiments(
  context: ImportContext,
): AsyncGenerator<[experiment: MlflowExperiment, here: ExperimentHere | null]> {
  for await (const group of inGroups(context.source.experiments(), GROUP)) {
    const ids = group.flatMap((experiment) => externalIdsOf(experiment).map((id) => [experiment, id] as const));
    const pairs = ids.map(([experiment, id]) => [namespaceOf(experiment, context), id] as const);
    const answers = await findEach<ExperimentHere>(pairs, LOOKUP, context);
    for (const experiment of group) {
      const found = ids.flatMap(([of], index) => (of === experiment ? (answers[index] ?? []) : []));
      yield [experiment, found.find((here) => isSame(experiment, here)) ?? null];
    }
  }
}

/**
 * The ids that an experiment may have here. Those of a database are 0, 1, 2, …, so two servers share them: the second of
 * them has the moment that it was made in its id too.
 */
export function externalIdsOf({ id, createdAt }: MlflowExperiment): readonly [string, string] {
  return [`mlflow:${id}`, `mlflow:${id}@${createdAt ?? 'unknown'}`];
}

/** Where an experiment or a model stands: what is in a workspace of MLflow's stands in a namespace of that name. */
export function namespaceOf(
  { workspace }: { readonly workspace: string | null },
  { namespace }: ImportContext,
): string {
  return workspace === null ? namespace : `${namespace}/${workspaceSegment(workspace)}`;
}

/** The moment tells apart what two servers gave one id. */
function isSame({ createdAt }: MlflowExperiment, here: ExperimentHere): boolean {
  const at = here.createdElsewhereAt === null ? undefined : new Date(here.createdElsewhereAt).toISOString();
  return at === isoOf(createdAt);
}
