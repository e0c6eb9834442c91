import { Field, ObjectType } from 'type-graphql';
import { Model } from '../model/model.entity.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';

/** What was annotated: a model or a version of one. */
@ObjectType({ simpleResolvers: true })
export abstract class AnnotatedPayload {
  @Field(() => Model, { nullable: true, description: 'The model; null where a version was annotated.' })
  model: Model | null;

  @Field(() => ModelVersion, { nullable: true, description: 'The model version; null where a model was annotated.' })
  modelVersion: ModelVersionRow | null;
}

/** What `setTags` gives back. */
@ObjectType({ description: 'The model or the version, with its tags as they are now.', simpleResolvers: true })
export class SetTagsPayload extends AnnotatedPayload {}

/** What `addNote` gives back. */
@ObjectType({ description: 'The model or the version, with the note.', simpleResolvers: true })
export class AddNotePayload extends AnnotatedPayload {}

/** What `setDescription` gives back. */
@ObjectType({ description: 'The model or the version, with its description as it is now.', simpleResolvers: true })
export class SetDescriptionPayload extends AnnotatedPayload {}

/** What `setOwners` gives back. */
@ObjectType({ description: 'The model, with its owners as they are now.', simpleResolvers: true })
export class SetOwnersPayload {
  @Field(() => Model, { description: 'The model.' })
  model: Model;
}
