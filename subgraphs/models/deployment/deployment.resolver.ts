import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { connectionType } from '../../../src/platform/paging/connection-type.js';
import { type Page, PageArgs, readPage } from '../../../src/platform/paging/page.js';
import { DateTime } from '../../../src/platform/scalars/scalars.js';
import type { ModelsContext } from '../context.js';
import { ModelVersion } from '../model-version/model-version.entity.js';
import { EnvironmentVersionStub } from '../stubs/environment-version.stub.js';
import { Deployment } from './deployment.entity.js';
import { RecordDeploymentInput, RecordDeploymentPayload } from './deployment.inputs.js';
import { recordDeployment } from './record-deployment.js';

const DeploymentConnection = connectionType('Deployment', () => Deployment);

/** Fields and operations of deployments. */
@Resolver(() => Deployment)
export class DeploymentResolver {
  @Mutation(() => RecordDeploymentPayload, { description: 'Records that a model version now runs on a target.' })
  recordDeployment(
    @Arg('input', () => RecordDeploymentInput) input: RecordDeploymentInput,
    @Ctx() context: ModelsContext,
  ): Promise<RecordDeploymentPayload> {
    return recordDeployment(input, context);
  }

  @FieldResolver(() => ModelVersion, { description: 'What was deployed.' })
  modelVersion(@Root() deployment: Deployment, @Ctx() { loaders }: ModelsContext): Promise<ModelVersion | null> {
    return loaders.versionById.load(deployment.modelVersionId);
  }

  @FieldResolver(() => EnvironmentVersionStub, { nullable: true, description: 'The environment it is served in.' })
  environment(@Root() { environmentVersionId: id }: Deployment): EnvironmentVersionStub | null {
    return id === null ? null : { id };
  }

  @FieldResolver(() => DateTime, { nullable: true, description: 'When it ended; null while it runs.' })
  async endedAt(@Root() deployment: Deployment, @Ctx() { loaders }: ModelsContext): Promise<Date | null> {
    return (await loaders.deploymentEnd.load(deployment.id))?.at ?? null;
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
    @Root() version: ModelVersion,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { deployments }: ModelsContext,
  ): Promise<Page<Deployment>> {
    return readPage(
      args,
      (row) => row.id,
      (page) => deployments.pageOfVersion(version.id, page),
      () => deployments.countOfVersion(version.id),
    );
  }
}
