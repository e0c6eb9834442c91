import { Field, ObjectType } from 'type-graphql';
import { SafeInt } from '#platform/scalars/scalars.js';
import { LoggedModel } from '../logged-model/logged-model.entity.js';

/** A logged model that a run named as its output. */
@ObjectType({ description: 'A logged model that a run named as its output.', simpleResolvers: true })
export class RunLoggedModel {
  @Field(() => LoggedModel, { description: 'The logged model.' })
  loggedModel: LoggedModel;

  @Field(() => SafeInt, { description: 'The step of training at which it was made.' })
  step: number;
}
