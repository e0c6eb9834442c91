import { Field, ObjectType } from 'type-graphql';
import { Experiment } from './experiment.entity.js';

/** What `archiveExperiment` gives back. */
@ObjectType({ description: 'The experiment, archived.', simpleResolvers: true })
export class ArchiveExperimentPayload {
  @Field(() => Experiment, { description: 'The experiment.' })
  experiment: Experiment;
}
