import { InputType } from 'type-graphql';
import { ReasonField } from '#values/reason-field.js';
import { LoggedModelField } from './logged-model-field.js';

/** What `archiveLoggedModel` takes. */
@InputType({ description: 'A logged model to archive, and why.' })
export class ArchiveLoggedModelInput {
  @LoggedModelField()
  loggedModel: string;

  @ReasonField()
  reason?: string | null;
}

/** What `restoreLoggedModel` takes. */
@InputType({ description: 'A logged model to take out of the archive, and why.' })
export class RestoreLoggedModelInput extends ArchiveLoggedModelInput {}
