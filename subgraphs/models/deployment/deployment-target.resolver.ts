import { IsOptional } from 'class-validator';
import { Args, ArgsType, Ctx, Directive, Field, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { FiltersItself } from '#platform/auth/filters-itself.js';
import { connectionType } from '#platform/paging/connection-type.js';
import { type Page, PageArgs } from '#platform/paging/page.js';
import { DateTime } from '#platform/scalars/scalars.js';
import { IsNamespace } from '#platform/validation/constraints.js';
import type { DeploymentContext } from './deployment.context.js';
import type { Deployment } from './deployment.entity.js';
import { DeploymentConnection } from './deployment-connection.js';
import { DeploymentsOfModelsArgs } from './deployment-list.args.js';
import { DeploymentTarget } from './deployment-target.type.js';
import { listDeployments } from './list-deployments.js';
import { listTargets } from './list-targets.js';

const DeploymentTargetConnection = connectionType('DeploymentTarget', () => DeploymentTarget, 'by name');

@ArgsType()
class TargetsArgs extends PageArgs {
  @Field(() => String, {
    nullable: true,
    description: 'Those of models in this namespace, and in those below it; of all where it is empty.',
  })
  @IsOptional()
  @IsNamespace()
  namespace?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Those alone where something runs (`true`), or where something has ended (`false`); all where left out.',
  })
  active?: boolean | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Those alone that were there at this moment, and `active` is of then; now where left out.',
  })
  asOf?: Date | null;
}

/** What runs where. */
@Resolver(() => DeploymentTarget)
export class DeploymentTargetResolver {
  @Directive('@cost(weight: 200)')
  @Query(() => DeploymentTargetConnection, {
    description:
      'Where model versions run, or ran, by name: with `deployments(active: true)` of each, what runs where in one request.',
  })
  @FiltersItself('a target is listed where a deployment on it is seen')
  targets(
    @Args(() => TargetsArgs) args: TargetsArgs,
    @Ctx() context: DeploymentContext,
  ): Promise<Page<DeploymentTarget>> {
    return listTargets(args, context);
  }

  @FieldResolver(() => DeploymentConnection, { description: 'The deployments on it, newest first.' })
  deployments(
    @Root() { name }: DeploymentTarget,
    @Args(() => DeploymentsOfModelsArgs) args: DeploymentsOfModelsArgs,
    @Ctx() context: DeploymentContext,
  ): Promise<Page<Deployment>> {
    return listDeployments('target', name, args, context);
  }
}
