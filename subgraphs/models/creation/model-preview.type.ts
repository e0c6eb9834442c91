import { Field, ObjectType } from 'type-graphql';

/** What `previewModel` answers. */
@ObjectType({ simpleResolvers: true, description: 'What `createModel` would answer to the same input.' })
export class ModelPreview {
  @Field(() => Boolean, { description: 'False where it is there already.' })
  created: boolean;

  @Field(() => String, { description: 'The name it would get, or has.' })
  name: string;

  @Field(() => String, { description: 'What it would be called, or is.' })
  displayName: string;
}
