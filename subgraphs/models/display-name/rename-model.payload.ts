import { Field, ObjectType } from 'type-graphql';
import { Model } from '../model/model.entity.js';

/** What `renameModel` gives back. */
@ObjectType({ description: 'The model, and what it was called before.', simpleResolvers: true })
export class RenameModelPayload {
  @Field(() => Model, { description: 'The model.' })
  model: Model;

  @Field(() => String, { description: 'What it was called before.' })
  previous: string;
}
