import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { connectionType } from '#platform/paging/connection-type.js';
import { type Page, PageArgs, readPage } from '#platform/paging/page.js';
import { DateTime } from '#platform/scalars/scalars.js';
import type { ModelsContext } from '../context.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';
import { EnvironmentVersionStub } from '../stubs/environment-version.stub.js';
import { Deployment } from './deployment.entity.js';
import { EndDeploymentPayload, RecordDeploymentInput, RecordDeploymentPayload } from './deployment.inputs.js';
import { endDeployment } from './end-deployment.js';
import { recordDeployment } from './record-deployment.js';

const DeploymentConnection = connectionType('Deployment', () => Deployment);

/** Fields and operations of deployments. */
@Resolver(() => Deployment)
export class DeploymentResolver {
  @Query(() => DeploymentConnection, { description: 'What was put to work on a target, newest first.' })
  deployments(
    @Arg('target', () => String, { description: 'The target: `prod-eu`.' }) target: string,
    @Arg('activeAt', () => DateTime, { nullable: true, description: 'Only what ran there at this moment.' })
    activeAt: Date | null,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { deployments }: ModelsContext,
  ): Promise<Page<Deployment>> {
    return readPage(
      args,
      (row) => row.id,
      (page) => deployments.page({ target }, activeAt ?? null, page),
      () => deployments.count({ target }, activeAt ?? null),
    );
  }

  @Mutation(() => RecordDeploymentPayload, {
    description:
      'Records that a model version now runs on a target. Where it runs there already, in the same environment, nothing changes. Sent late, without `expected`, it makes the old version live again; with it, that is a CONFLICT.',
  })
  recordDeployment(
    @Arg('input', () => RecordDeploymentInput, { description: 'What runs, and where.' }) input: RecordDeploymentInput,
    @Ctx() context: ModelsContext,
  ): Promise<RecordDeploymentPayload> {
    return recordDeployment(input, context);
  }

  @Mutation(() => EndDeploymentPayload, {
    description: 'Records that a deployment no longer runs. Of one that has ended already nothing changes.',
  })
  async endDeployment(
    @Arg('deployment', () => ID, { description: 'The deployment, by id.' }) deployment: string,
    @Arg('reason', () => String, { nullable: true, description: 'Why, for those who read the history.' })
    reason: string | null,
    @Ctx() context: ModelsContext,
  ): Promise<EndDeploymentPayload> {
    return { deployment: await endDeployment(deployment, reason ?? null, context) };
  }

  @FieldResolver(() => ModelVersion, { description: 'What was deployed.' })
  modelVersion(@Root() deployment: Deployment, @Ctx() { loaders }: ModelsContext): Promise<ModelVersionRow | null> {
    return loaders.versionById.load(deployment.modelVersionId);
  }

  @FieldResolver(() => EnvironmentVersionStub, { nullable: true, description: 'The environment it is served in.' })
  environment(@Root() { environmentPin }: Deployment): EnvironmentVersionStub | null {
    return environmentPin && { id: environmentPin.id };
  }

  @FieldResolver(() => DateTime, { nullable: true, description: 'When it ended; null while it runs.' })
  async endedAt(@Root() deployment: Deployment, @Ctx() { loaders }: ModelsContext): Promise<Date | null> {
    return (await loaders.deploymentEnd.load(deployment.id))?.at ?? null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Why it ended; null while it runs or where nobody said.',
  })
  async endReason(@Root() deployment: Deployment, @Ctx() { loaders }: ModelsContext): Promise<string | null> {
    return (await loaders.deploymentEnd.load(deployment.id))?.reason ?? null;
  }

  @FieldResolver(() => Boolean, { description: 'Whether it runs now.' })
  async active(@Root() deployment: Deployment, @Ctx() { loaders }: ModelsContext): Promise<boolean> {
    return (await loaders.deploymentEnd.load(deployment.id)) === null;
  }
}

/** The deployments of a version. */
@Resolver(() => ModelVersion)
export class ModelVersionDeploymentResolver {
  @FieldResolver(() => DeploymentConnection, { description: 'Where it was put to work, newest first.' })
  deployments(
    @Root() version: ModelVersionRow,
    @Arg('activeAt', () => DateTime, { nullable: true, description: 'Only what ran at this moment.' })
    activeAt: Date | null,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { deployments }: ModelsContext,
  ): Promise<Page<Deployment>> {
    return readPage(
      args,
      (row) => row.id,
      (page) => deployments.page({ modelVersionId: version.id }, activeAt ?? null, page),
      () => deployments.count({ modelVersionId: version.id }, activeAt ?? null),
    );
  }
}
