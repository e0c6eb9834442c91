import type { OverviewQuery } from './overview.document';

/** A model as the overview has it. */
export type StandingModel = OverviewQuery['models']['nodes'][number];

/** A version of it that stands somewhere. */
export type StandingVersion = NonNullable<StandingModel['latest']>;

/** The versions that are known of a model: those that an alias points to, and the newest; each once. */
export function knownVersions({ aliases, latest }: StandingModel): readonly StandingVersion[] {
  const known = new Map<string, StandingVersion>();
  for (const { modelVersion } of aliases) known.set(modelVersion.id, modelVersion);
  if (latest !== null) known.set(latest.id, latest);
  return [...known.values()];
}

/** Which versions run on a target. */
export function runningOn(model: StandingModel, target: string): readonly StandingVersion[] {
  return knownVersions(model).filter(({ deployments }) =>
    deployments.nodes.some((deployment) => deployment.target === target),
  );
}

/** Every target that one of the models runs on, by name. */
export function targetsOf(models: readonly StandingModel[]): readonly string[] {
  const targets = models.flatMap((model) =>
    knownVersions(model).flatMap(({ deployments }) => deployments.nodes.map(({ target }) => target)),
  );
  return [...new Set(targets)].sort();
}
