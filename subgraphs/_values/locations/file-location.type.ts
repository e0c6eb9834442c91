import { Directive, Field, ObjectType } from 'type-graphql';
import { DateTime } from '#platform/scalars/scalars.js';

/** A place of a file, and since when it is known. */
@Directive('@shareable')
@ObjectType({
  description: 'Where a file of a version lies: the place it was registered with, or one that was added since.',
  simpleResolvers: true,
})
export class FileLocation {
  @Field(() => String, {
    nullable: true,
    description: 'The file, by its path within the version; null where all of the version lies there.',
  })
  path: string | null;

  @Field(() => String, { description: 'Where it lies. Stored as text; never fetched.' })
  uri: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The digest of what lies there, with its algorithm before it: that of the version. Null where the version was registered without one.',
  })
  digest: string | null;

  @Field(() => DateTime, {
    description: 'Since when it is known: when the version was registered, or the place added.',
  })
  createdAt: Date;

  @Field(() => String, { description: 'Who registered the version, or added the place.' })
  actor: string;
}
