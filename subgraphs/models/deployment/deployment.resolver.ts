import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Needs } from '#platform/auth/needs.js';
import { connectionType } from '#platform/paging/connection-type.js';
import { type Page, PageArgs, readPage } from '#platform/paging/page.js';
import { DateTime } from '#platform/scalars/scalars.js';
import { RULES } from '#values/actions.js';
import { stubOf } from '#values/stub-of.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';
import { EnvironmentVersionStub } from '../stubs/environment-version.stub.js';
import type { DeploymentContext } from './deployment.context.js';
import { Deployment } from './deployment.entity.js';
import { EndDeploymentInput, RecordDeploymentInput } from './deployment.inputs.js';
import { EndDeploymentPayload, RecordDeploymentPayload } from './deployment.payloads.js';
import { targetOfDeployment, targetOfEnd } from './deployment-targets.js';
import { endDeployment } from './end-deployment.js';
import { recordDeployment } from './record-deployment.js';

const DeploymentConnection = connectionType('Deployment', () => Deployment);

/** Fields and operations of deployments. */
@Resolver(() => Deployment)
export class DeploymentResolver {
  @Query(() => DeploymentConnection, { description: 'The deployments on a target, newest first.' })
  deployments(
    @Arg('target', () => String, { description: 'The target: `prod-eu`.' }) target: string,
    @Arg('activeAt', () => DateTime, { nullable: true, description: 'Those alone that ran there at this moment.' })
    activeAt: Date | null,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { deployments, caller }: DeploymentContext,
  ): Promise<Page<Deployment>> {
    return readPage(
      args,
      (row) => row.id,
      (page) => deployments.page({ target }, activeAt ?? null, page, caller.rights),
      () => deployments.count({ target }, activeAt ?? null, caller.rights),
    );
  }

  @Mutation(() => RecordDeploymentPayload, {
    description:
      'Records that a model version now runs on a target. Where it runs there already, in the same environment, nothing changes. A call that arrives late makes the old version live again; with `expected` it is a CONFLICT. Safe to send twice without an idempotency key as long as nobody writes the same in between, or with `expected`.',
  })
  @Needs(RULES.DEPLOY, targetOfDeployment)
  recordDeployment(
    @Arg('input', () => RecordDeploymentInput, { description: 'The version, and the target it runs on.' })
    input: RecordDeploymentInput,
    @Ctx() context: DeploymentContext,
  ): Promise<RecordDeploymentPayload> {
    return recordDeployment(input, context);
  }

  @Mutation(() => EndDeploymentPayload, {
    description:
      'Records that a deployment no longer runs. Of one that has ended already nothing changes. Safe to send twice without an idempotency key.',
  })
  @Needs(RULES.DEPLOY, targetOfEnd)
  endDeployment(
    @Arg('input', () => EndDeploymentInput, { description: 'The deployment, and why it ended.' })
    input: EndDeploymentInput,
    @Ctx() context: DeploymentContext,
  ): Promise<EndDeploymentPayload> {
    return endDeployment(input, context);
  }

  @FieldResolver(() => ModelVersion, { description: 'The version that was deployed.' })
  modelVersion(@Root() deployment: Deployment, @Ctx() { loaders }: DeploymentContext): Promise<ModelVersionRow | null> {
    return loaders.versionById.load(deployment.modelVersionId);
  }

  @FieldResolver(() => EnvironmentVersionStub, { nullable: true, description: 'The environment it is served in.' })
  environment(@Root() { environmentPin }: Deployment): EnvironmentVersionStub | null {
    return environmentPin && stubOf(environmentPin);
  }

  @FieldResolver(() => DateTime, { nullable: true, description: 'When it ended; null while it runs.' })
  async endedAt(@Root() deployment: Deployment, @Ctx() { loaders }: DeploymentContext): Promise<Date | null> {
    return (await loaders.deploymentEnd.load(deployment.id))?.endedAt ?? null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Why it ended; null while it runs, or where no reason was given.',
  })
  async endReason(@Root() deployment: Deployment, @Ctx() { loaders }: DeploymentContext): Promise<string | null> {
    return (await loaders.deploymentEnd.load(deployment.id))?.reason ?? null;
  }

  @FieldResolver(() => Boolean, { description: 'Whether it runs now.' })
  async active(@Root() deployment: Deployment, @Ctx() { loaders }: DeploymentContext): Promise<boolean> {
    return (await loaders.deploymentEnd.load(deployment.id)) === null;
  }
}

/** The deployments of a version. */
@Resolver(() => ModelVersion)
export class ModelVersionDeploymentResolver {
  @FieldResolver(() => DeploymentConnection, { description: 'Its deployments, newest first.' })
  deployments(
    @Root() version: ModelVersionRow,
    @Arg('activeAt', () => DateTime, { nullable: true, description: 'Those alone that ran at this moment.' })
    activeAt: Date | null,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { deployments, caller }: DeploymentContext,
  ): Promise<Page<Deployment>> {
    return readPage(
      args,
      (row) => row.id,
      (page) => deployments.page({ modelVersionId: version.id }, activeAt ?? null, page, caller.rights),
      () => deployments.count({ modelVersionId: version.id }, activeAt ?? null, caller.rights),
    );
  }
}
