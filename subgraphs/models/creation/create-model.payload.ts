import { Field, ObjectType } from 'type-graphql';
import { Model } from '../model/model.entity.js';

/** What `createModel` gives back. */
@ObjectType({ simpleResolvers: true, description: 'The model, and whether this call made it.' })
export class CreateModelPayload {
  @Field(() => Boolean, { description: 'False where it was there before; then nothing of the input was written.' })
  created: boolean;

  @Field(() => Model, { description: 'The model.' })
  model: Model;
}
