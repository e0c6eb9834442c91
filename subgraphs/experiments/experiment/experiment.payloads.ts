import { Field, ObjectType } from 'type-graphql';
import { Experiment } from './experiment.entity.js';

/** What a change of an experiment gives back. */
@ObjectType({ simpleResolvers: true })
export abstract class ExperimentPayload {
  @Field(() => Experiment, { description: 'The experiment.' })
  experiment: Experiment;
}

/** What `createExperiment` gives back. */
@ObjectType({ description: 'The experiment, and whether this call made it.', simpleResolvers: true })
export class CreateExperimentPayload extends ExperimentPayload {
  @Field(() => Boolean, { description: 'False where it was there before.' })
  created: boolean;
}

/** What `renameExperiment` gives back. */
@ObjectType({ description: 'The experiment, as it is called now.', simpleResolvers: true })
export class RenameExperimentPayload extends ExperimentPayload {}

/** What `setExperimentTags` gives back. */
@ObjectType({ description: 'The experiment, with its tags as they are now.', simpleResolvers: true })
export class SetExperimentTagsPayload extends ExperimentPayload {}

/** What `archiveExperiment` gives back. */
@ObjectType({ description: 'The experiment, archived.', simpleResolvers: true })
export class ArchiveExperimentPayload extends ExperimentPayload {}

/** What `restoreExperiment` gives back. */
@ObjectType({ description: 'The experiment, back from the archive.', simpleResolvers: true })
export class RestoreExperimentPayload extends ExperimentPayload {}
