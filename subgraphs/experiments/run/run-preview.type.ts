import { Field, ObjectType } from 'type-graphql';
import { Run } from './run.entity.js';

/** What registering a run would come to. Its id is in its manifest: a run that is not there and brings none has no digest yet. */
@ObjectType({ simpleResolvers: true, description: 'What registering would come to; nothing is written.' })
export class RunPreview {
  @Field(() => Boolean, { description: 'False where the same run is there already.' })
  created: boolean;

  @Field(() => Run, { nullable: true, description: 'The run that is there already; null where there is none.' })
  run: Run | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The digest it would have, or has; null where it is not there and is given no `id`, which the digest covers.',
  })
  digest: string | null;
}
