import { InputType } from 'type-graphql';
import { ReasonField } from '#values/reason-field.js';
import { ExperimentField } from './experiment-field.js';

/** What `archiveExperiment` takes. */
@InputType({ description: 'An experiment to archive, and why.' })
export class ArchiveExperimentInput {
  @ExperimentField()
  experiment: string;

  @ReasonField()
  reason?: string | null;
}

/** What `restoreExperiment` takes. */
@InputType({ description: 'An experiment to take out of the archive, and why.' })
export class RestoreExperimentInput extends ArchiveExperimentInput {}
