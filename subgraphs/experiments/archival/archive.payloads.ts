import { Field, ObjectType } from 'type-graphql';
import { Experiment } from '../experiment/experiment.entity.js';
import { Run } from '../run/run.entity.js';

/** What `archiveRun` gives back. */
@ObjectType({ description: 'The run, archived.', simpleResolvers: true })
export class ArchiveRunPayload {
  @Field(() => Run, { description: 'The run.' })
  run: Run;
}

/** What `archiveExperiment` gives back. */
@ObjectType({ description: 'The experiment, archived.', simpleResolvers: true })
export class ArchiveExperimentPayload {
  @Field(() => Experiment, { description: 'The experiment.' })
  experiment: Experiment;
}
