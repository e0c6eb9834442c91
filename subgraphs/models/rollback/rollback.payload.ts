import { Field, Float, ObjectType } from 'type-graphql';
import { Alias } from '../alias/alias.type.js';
import { Deployment } from '../deployment/deployment.entity.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';
import { Rollback } from './rollback.entity.js';

/** What `rollback` gives back. */
@ObjectType({ description: 'What was rolled back, to which version, and after how long.', simpleResolvers: true })
export class RollbackPayload {
  @Field(() => ModelVersion, { description: 'The version that the alias left.' })
  from: ModelVersionRow;

  @Field(() => ModelVersion, { description: 'The version that it points to now.' })
  to: ModelVersionRow;

  @Field(() => Float, {
    description: 'Seconds from the moment the alias was pointed to `from` until this rollback.',
  })
  durationSeconds: number;

  @Field(() => Alias, { description: 'The alias as it is now.' })
  alias: Alias;

  @Field(() => [Deployment], {
    description: 'The deployments of `to` that took the place of those of `from`, by target.',
  })
  deployments: readonly Deployment[];

  @Field(() => Rollback, { description: 'The rollback, as `Model.rollbacks` lists it.' })
  rollback: Rollback;
}
