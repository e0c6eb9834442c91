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

/** What `finishRun` gives back. */
@ObjectType({ description: 'The run, sealed.', simpleResolvers: true })
export class FinishRunPayload {
  @Field(() => Run, { description: 'The run.' })
  run: Run;
}
