import { IsOptional } from 'class-validator';
import { ArgsType, Field } from 'type-graphql';
import { PageArgs } from '#platform/paging/page.js';
import { DateTime } from '#platform/scalars/scalars.js';
import { IsNamespace } from '#platform/validation/constraints.js';

/** Which of the deployments at hand a list holds. */
@ArgsType()
export class DeploymentListArgs extends PageArgs {
  @Field(() => Boolean, {
    nullable: true,
    description: 'Those alone that run, or those alone that have ended; both where left out.',
  })
  active?: boolean | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'As it was at this moment: what started later is left out, and `active` is of then.',
  })
  asOf?: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Those alone that ran at this moment: `active: true` with this `asOf`.',
  })
  activeAt?: Date | null;
}

/** The same of one model, or of those in a namespace. */
@ArgsType()
export class DeploymentsOfModelsArgs extends DeploymentListArgs {
  @Field(() => String, { nullable: true, description: 'Of this model alone, by name.' })
  model?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Of the models in this namespace, and in those below it; of all where it is empty.',
  })
  @IsOptional()
  @IsNamespace()
  namespace?: string | null;
}

/** The arguments of `deployments`. */
@ArgsType()
export class DeploymentsArgs extends DeploymentsOfModelsArgs {
  @Field(() => String, { nullable: true, description: 'On this target alone: `prod-eu`.' })
  target?: string | null;
}
