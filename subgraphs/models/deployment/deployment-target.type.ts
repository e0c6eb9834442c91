import { Field, ObjectType } from 'type-graphql';

/** Where deployments run. It is there as soon as something was deployed there, and has no row of its own. */
@ObjectType({ description: 'Where model versions run, or ran: a name such as `prod-eu`.', simpleResolvers: true })
export class DeploymentTarget {
  @Field(() => String, { description: 'Its name, as `recordDeployment` has it.' })
  name: string;
}
