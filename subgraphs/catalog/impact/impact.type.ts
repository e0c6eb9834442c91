import { Field, Int, ObjectType } from 'type-graphql';
import { DateTime } from '#platform/scalars/scalars.js';
import { LineageNode } from '../lineage/lineage-parts.js';
import { DeploymentStub } from '../stubs/deployment.stub.js';
import { ModelVersionStub } from '../stubs/model-version.stub.js';

/** A deployment that rests on something. */
@ObjectType({ description: 'A deployment that rests on what was asked about.', simpleResolvers: true })
export class ImpactedDeployment {
  @Field(() => DeploymentStub, { nullable: true, description: 'The deployment.' })
  deployment: DeploymentStub;

  @Field(() => String, { description: 'Where it runs, or ran.' })
  target: string;

  @Field(() => Boolean, { description: 'Whether it runs now.' })
  active: boolean;

  @Field(() => DateTime, { description: 'Since when.' })
  startedAt: Date;

  @Field(() => DateTime, { nullable: true, description: 'Until when; null while it runs.' })
  endedAt: Date | null;

  @Field(() => ModelVersionStub, { nullable: true, description: 'The version that it serves, or served.' })
  modelVersion: ModelVersionStub;

  @Field(() => ModelVersionStub, {
    nullable: true,
    description:
      'Where it can safely go back to, or went: the version that last served this target, or as production, of those that are not affected and not QUARANTINED, ARCHIVED or REJECTED; where none did, the greatest lower one of these. Null where there is none, and where the answer is not complete, since then nobody knows what is affected.',
  })
  safeRollback: ModelVersionStub | null;

  @Field(() => [String], { description: 'Who answers for the model: its owners, else the author of the version.' })
  owners: readonly string[];
}

/** What rests on a thing. */
@ObjectType({ description: 'What rests on a thing: what is bad when it is bad.', simpleResolvers: true })
export class Impact {
  @Field(() => LineageNode, { description: 'What was asked about.' })
  root: LineageNode;

  @Field(() => Boolean, {
    description:
      'Whether nothing is missing; what is counted as redacted is not missing. Of a column it is false where something rests on the dataset version and does not tell which columns it read.',
  })
  complete: boolean;

  @Field(() => String, { nullable: true, description: 'What is missing; null where the answer is complete.' })
  incompleteReason: string | null;

  @Field(() => [ModelVersionStub], {
    nullable: 'items',
    description:
      'Every model version that rests on it, near or far, and that you may see; the nearest first. It is one itself where it is a model version.',
  })
  modelVersions: readonly (ModelVersionStub & { readonly ref: string })[];

  @Field(() => Int, {
    description: 'How many further model versions rest on it that you may not see: they are counted and not named.',
  })
  redactedModelVersions: number;

  @Field(() => [ImpactedDeployment], {
    description:
      'Their deployments: those that run now first, then those that have ended; each newest first; the first 1,000, and where there are more the answer is not `complete`. Those of versions that you may not see are left out, and counted in `redactedDeployments`.',
  })
  deployments: readonly ImpactedDeployment[];

  @Field(() => Int, {
    description: 'How many of these deployments, running or ended, you may not see: they are counted and not named.',
  })
  redactedDeployments: number;

  @Field(() => [String], {
    description:
      'Who has to know: the owners of the models that you may see, else the authors of the versions, by name.',
  })
  owners: readonly string[];
}
