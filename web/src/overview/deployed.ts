import type { OverviewQuery } from './overview.document';

/** A model as the overview has it. */
export type OverviewModel = OverviewQuery['models']['nodes'][number];

/** A version of it that an alias points to, or its newest. */
export type OverviewVersion = NonNullable<OverviewModel['latest']>;

/** The versions that are known of a model: those that an alias points to, and the newest; each once. */
export function knownVersions({ aliases, latest }: OverviewModel): readonly OverviewVersion[] {
  const known = new Map<string, OverviewVersion>();
  for (const { modelVersion } of aliases) known.set(modelVersion.id, modelVersion);
  if (latest !== null) known.set(latest.id, latest);
  return [...known.values()];
}

/** Which versions run on a target. */
export function runningOn(model: OverviewModel, target: string): readonly OverviewVersion[] {
  return knownVersions(model).filter(({ deployments }) =>
    deployments.nodes.some((deployment) => deployment.target === target),
  );
}

/** Every target that one of the models runs on, by name. */
export function targetsOf(models: readonly OverviewModel[]): readonly string[] {
  const targets = models.flatMap((model) =>
    knownVersions(model).flatMap(({ deployments }) => deployments.nodes.map(({ target }) => target)),
  );
  return [...new Set(targets)].sort();
}
