import { Arg, Args, Ctx, Directive, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Needs } from '#platform/auth/needs.js';
import type { Page } from '#platform/paging/page.js';
import { DateTime } from '#platform/scalars/scalars.js';
import { RULES } from '#values/actions.js';
import { stubOf } from '#values/stub-of.js';
import { Model } from '../model/model.entity.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';
import { EnvironmentVersionStub } from '../stubs/environment-version.stub.js';
import type { DeploymentContext } from './deployment.context.js';
import { Deployment } from './deployment.entity.js';
import { EndDeploymentInput, RecordDeploymentInput } from './deployment.inputs.js';
import { EndDeploymentPayload, RecordDeploymentPayload } from './deployment.payloads.js';
import { DeploymentConnection } from './deployment-connection.js';
import { DeploymentListArgs, DeploymentsArgs } from './deployment-list.args.js';
import { EVERYTHING } from './deployment-list.repository.js';
import { targetOfDeployment, targetOfEnd } from './deployment-targets.js';
import { endDeployment } from './end-deployment.js';
import { listDeployments } from './list-deployments.js';
import { recordDeployment } from './record-deployment.js';

/** Fields and operations of deployments. */
@Resolver(() => Deployment)
export class DeploymentResolver {
  @Directive('@cost(weight: 200)')
  @Query(() => DeploymentConnection, {
    description: 'Deployments, newest first: on a target, of a model or a namespace, those that run or have ended.',
  })
  deployments(
    @Args(() => DeploymentsArgs) args: DeploymentsArgs,
    @Ctx() context: DeploymentContext,
  ): Promise<Page<Deployment>> {
    return listDeployments('everything', EVERYTHING, args, context);
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
    @Args(() => DeploymentListArgs) args: DeploymentListArgs,
    @Ctx() context: DeploymentContext,
  ): Promise<Page<Deployment>> {
    return listDeployments('version', version.id, args, context);
  }
}

/** The deployments of a model. */
@Resolver(() => Model)
export class ModelDeploymentResolver {
  @FieldResolver(() => DeploymentConnection, { description: 'The deployments of its versions, newest first.' })
  deployments(
    @Root() model: Model,
    @Args(() => DeploymentListArgs) args: DeploymentListArgs,
    @Ctx() context: DeploymentContext,
  ): Promise<Page<Deployment>> {
    return listDeployments('model', model.id, args, context);
  }
}
