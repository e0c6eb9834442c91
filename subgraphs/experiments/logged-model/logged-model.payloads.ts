import { Field, Int, ObjectType } from 'type-graphql';
import { LoggedModel } from './logged-model.entity.js';

/** What a change of a logged model gives back. */
@ObjectType({ simpleResolvers: true })
export abstract class LoggedModelPayload {
  @Field(() => LoggedModel, { description: 'The logged model.' })
  loggedModel: LoggedModel;
}

/** What `createLoggedModel` gives back. */
@ObjectType({ description: 'The logged model, and whether this call made it.', simpleResolvers: true })
export class CreateLoggedModelPayload extends LoggedModelPayload {
  @Field(() => Boolean, { description: 'False where the same `externalId` was there before.' })
  created: boolean;
}

/** What `logLoggedModelParameters` gives back. */
@ObjectType({ description: 'The logged model, and how many of the parameters are stored now.', simpleResolvers: true })
export class LogLoggedModelParametersPayload extends LoggedModelPayload {
  @Field(() => Int, {
    description: 'How many parameters of the call are stored now, those that were there before included.',
  })
  accepted: number;
}

/** What `finishLoggedModel` gives back. */
@ObjectType({ description: 'The logged model: sealed where it is READY.', simpleResolvers: true })
export class FinishLoggedModelPayload extends LoggedModelPayload {}

/** What `setLoggedModelTags` gives back. */
@ObjectType({ description: 'The logged model, with its tags as they are now.', simpleResolvers: true })
export class SetLoggedModelTagsPayload extends LoggedModelPayload {}

/** What `archiveLoggedModel` gives back. */
@ObjectType({ description: 'The logged model, archived.', simpleResolvers: true })
export class ArchiveLoggedModelPayload extends LoggedModelPayload {}

/** What `restoreLoggedModel` gives back. */
@ObjectType({ description: 'The logged model, back from the archive.', simpleResolvers: true })
export class RestoreLoggedModelPayload extends LoggedModelPayload {}
