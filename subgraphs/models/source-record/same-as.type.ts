import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { SourceSubjectKind } from './source-subject-kind.js';

/** What two things have in common. */
export enum SameAsField {
  GLOBAL_ID = 'GLOBAL_ID',
  DIGEST = 'DIGEST',
  CODE = 'CODE',
  PART_DIGEST = 'PART_DIGEST',
  NAME = 'NAME',
  NUMBER = 'NUMBER',
  SIZE = 'SIZE',
  TIME = 'TIME',
}

registerEnumType(SameAsField, {
  name: 'SameAsField',
  description: 'What two versions, or two runs, of two sources have in common.',
  valuesConfig: {
    GLOBAL_ID: { description: 'An id that nothing else has. They are the same.' },
    DIGEST: {
      description:
        'A digest of the whole content, under one algorithm. Versions are the same; runs may have made it twice.',
    },
    CODE: {
      description:
        'Repository, commit and path. Versions are the same, for a commit has one content at a path; runs of one script are many.',
    },
    PART_DIGEST: { description: 'The digest of a file or of a sample.' },
    NAME: { description: 'What they are called in their sources; with a number, a size or a time beside it.' },
    NUMBER: { description: 'The number of the version.' },
    SIZE: { description: 'The size in bytes.' },
    TIME: { description: 'When they were made, within a day; the value is the moment of the other one.' },
  },
});

/** Something that two things have in common. */
@ObjectType({ description: 'Something that both have, and what it is.', simpleResolvers: true })
export class SameAsReason {
  @Field(() => SameAsField, { description: 'What they have in common.' })
  field: SameAsField;

  @Field(() => String, { description: 'The value that both have.' })
  value: string;
}

/** What is the same as a thing in another source, or may be. */
@ObjectType({
  description:
    'A version or run of another source that is the same, or may be. Nothing is merged: each stays under its own name, sealed as it is.',
  simpleResolvers: true,
})
export class SameAsCandidate {
  subjectKind: SourceSubjectKind;
  subjectId: string;

  @Field(() => String, { description: 'Its ref.' })
  subject: string;

  @Field(() => Boolean, {
    description:
      'Whether it is the same: by an id that nothing else has, by the digest of the whole content, or by repository, commit and path. Else it only looks alike, and is a candidate.',
  })
  isSame: boolean;

  @Field(() => [SameAsReason], { description: 'Why, the strongest first.' })
  reasons: SameAsReason[];
}
