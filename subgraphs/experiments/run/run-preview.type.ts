import { Field, ObjectType } from 'type-graphql';
import { Run } from './run.entity.js';

/** What registering a run would come to. Its id is in its manifest, so that a run which is not there has no digest yet. */
@ObjectType({ simpleResolvers: true, description: 'What registering would come to; nothing is written.' })
export class RunPreview {
  @Field(() => Boolean, { description: 'False where the same run is there already.' })
  created: boolean;

  @Field(() => Run, { nullable: true, description: 'The run that is there already; null where there is none.' })
  run: Run | null;
}
