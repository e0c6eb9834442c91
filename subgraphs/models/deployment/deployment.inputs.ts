import { IsNotEmpty, IsOptional, MaxLength } from 'class-validator';
import { Field, InputType, ObjectType } from 'type-graphql';
import { IsName, IsVersion, MAX_REF } from '#platform/validation/constraints.js';
import { Deployment } from './deployment.entity.js';

/** What `recordDeployment` takes. */
@InputType({ description: 'A deployment that has happened.' })
export class RecordDeploymentInput {
  @Field(() => String, { description: 'The model version that was deployed, by ref.' })
  @IsNotEmpty()
  @MaxLength(MAX_REF)
  modelVersion: string;

  @Field(() => String, {
    description: 'Where: a name such as `prod-eu`. What ran there of the same model has ended by it.',
  })
  @IsName()
  target: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Record it only where this version of the model runs there now; `null`: only where none of it does; left out: in any case. Where this call may be late or sent again, tell it: a deployment that another one has followed is then refused, and does not make the old version live again.',
  })
  @IsOptional()
  @IsVersion()
  expected?: string | null;

  @Field(() => String, { nullable: true, description: 'The environment it is served in, by ref.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(MAX_REF)
  environment?: string | null;
}

/** What `endDeployment` gives back. */
@ObjectType({ description: 'The deployment that has ended.', simpleResolvers: true })
export class EndDeploymentPayload {
  @Field(() => Deployment, { description: 'The deployment.' })
  deployment: Deployment;
}

/** What `recordDeployment` gives back. */
@ObjectType({ description: 'The deployment.', simpleResolvers: true })
export class RecordDeploymentPayload {
  @Field(() => Deployment, { description: 'The deployment.' })
  deployment: Deployment;
}
