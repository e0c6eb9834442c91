import { Field, ObjectType } from 'type-graphql';
import { Run } from './run.entity.js';

/** What `startRun` gives back. */
@ObjectType({ description: 'The run, and whether this call made it.', simpleResolvers: true })
export class StartRunPayload {
  @Field(() => Boolean, { description: 'False where the same `externalId` was there before.' })
  created: boolean;

  @Field(() => Run, { description: 'The run.' })
  run: Run;
}

/** What `registerRun` gives back. */
@ObjectType({ description: 'The run, and whether this call made it.', simpleResolvers: true })
export class RegisterRunPayload {
  @Field(() => Boolean, { description: 'False where the same run was there before.' })
  created: boolean;

  @Field(() => Run, { description: 'The run.' })
  run: Run;

  @Field(() => String, { description: 'The digest that it is sealed under: `sha256:…` over its manifest.' })
  digest: string;
}

/** What `registerRuns` gives back. */
@ObjectType({ description: 'The runs, and which of them this call made.', simpleResolvers: true })
export class RegisterRunsPayload {
  @Field(() => [RegisterRunPayload], { description: 'The runs, in the order in which they were given.' })
  runs: readonly RegisterRunPayload[];
}

/** What a change of a run gives back. */
@ObjectType({ simpleResolvers: true })
export abstract class RunPayload {
  @Field(() => Run, { description: 'The run.' })
  run: Run;
}

/** What `finishRun` gives back. */
@ObjectType({ description: 'The run, sealed.', simpleResolvers: true })
export class FinishRunPayload extends RunPayload {}

/** What `resumeRun` gives back. */
@ObjectType({ description: 'The run, which goes on.', simpleResolvers: true })
export class ResumeRunPayload extends RunPayload {}

/** What `setRunTags` gives back. */
@ObjectType({ description: 'The run, with its tags as they are now.', simpleResolvers: true })
export class SetRunTagsPayload extends RunPayload {}

/** What `renameRun` gives back. */
@ObjectType({ description: 'The run, as it is called now.', simpleResolvers: true })
export class RenameRunPayload extends RunPayload {}

/** What `archiveRun` gives back. */
@ObjectType({ description: 'The run, archived.', simpleResolvers: true })
export class ArchiveRunPayload extends RunPayload {}

/** What `restoreRun` gives back. */
@ObjectType({ description: 'The run, back from the archive.', simpleResolvers: true })
export class RestoreRunPayload extends RunPayload {}
