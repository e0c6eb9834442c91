import { registerEnumType } from 'type-graphql';

/** What a source has: a version, or a run. */
export enum SourceSubjectKind {
  MODEL_VERSION = 'MODEL_VERSION',
  DATASET_VERSION = 'DATASET_VERSION',
  RUN = 'RUN',
}

registerEnumType(SourceSubjectKind, {
  name: 'SourceSubjectKind',
  description: 'What a source has: a version, or a run.',
  valuesConfig: {
    MODEL_VERSION: { description: 'A model version.' },
    DATASET_VERSION: { description: 'A dataset version.' },
    RUN: { description: 'A run.' },
  },
});
