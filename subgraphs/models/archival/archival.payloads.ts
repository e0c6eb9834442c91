import { Field, ObjectType } from 'type-graphql';
import { Model } from '../model/model.entity.js';

/** What `archiveModel` gives back. */
@ObjectType({ description: 'The model, archived.', simpleResolvers: true })
export class ArchiveModelPayload {
  @Field(() => Model, { description: 'The model.' })
  model: Model;
}

/** What `restoreModel` gives back. */
@ObjectType({ description: 'The model, archived no more.', simpleResolvers: true })
export class RestoreModelPayload {
  @Field(() => Model, { description: 'The model.' })
  model: Model;
}
