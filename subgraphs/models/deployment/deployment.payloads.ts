import { Field, ObjectType } from 'type-graphql';
import { Deployment } from './deployment.entity.js';

/** What `recordDeployment` gives back. */
@ObjectType({ description: 'The deployment that was recorded.', simpleResolvers: true })
export class RecordDeploymentPayload {
  @Field(() => Deployment, { description: 'The deployment.' })
  deployment: Deployment;
}

/** What `endDeployment` gives back. */
@ObjectType({ description: 'The deployment that has ended.', simpleResolvers: true })
export class EndDeploymentPayload {
  @Field(() => Deployment, { description: 'The deployment.' })
  deployment: Deployment;
}
