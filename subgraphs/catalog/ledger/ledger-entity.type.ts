import { Field, ObjectType, registerEnumType } from 'type-graphql';

/** What an event happened to. */
export const LedgerEntityKind = {
  MODEL: 'MODEL',
  MODEL_VERSION: 'MODEL_VERSION',
  DATASET_VERSION: 'DATASET_VERSION',
  ENVIRONMENT_VERSION: 'ENVIRONMENT_VERSION',
  EXPERIMENT: 'EXPERIMENT',
  RUN: 'RUN',
  LOGGED_MODEL: 'LOGGED_MODEL',
} as const;
export type LedgerEntityKind = keyof typeof LedgerEntityKind;

registerEnumType(LedgerEntityKind, {
  name: 'LedgerEntityKind',
  description: 'What an event happened to.',
  valuesConfig: {
    MODEL: { description: 'A model.' },
    MODEL_VERSION: { description: 'A version of a model.' },
    DATASET_VERSION: { description: 'A version of a dataset.' },
    ENVIRONMENT_VERSION: { description: 'A version of an environment.' },
    EXPERIMENT: { description: 'An experiment.' },
    RUN: { description: 'A run of an experiment.' },
    LOGGED_MODEL: { description: 'A model that a run made, registered or not.' },
  },
});

/** Where to read on about an event. */
@ObjectType({
  description: 'The thing that an event happened to: what it is, and by which ref it is read.',
  simpleResolvers: true,
})
export class LedgerEntity {
  @Field(() => LedgerEntityKind, { description: 'What it is.' })
  kind: LedgerEntityKind;

  @Field(() => String, { description: 'Its ref; of a model or an experiment its name.' })
  ref: string;
}
