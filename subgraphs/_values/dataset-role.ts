import { registerEnumType } from 'type-graphql';

/** What a dataset version is used for. */
export const DatasetRole = {
  TRAINING: 'TRAINING',
  VALIDATION: 'VALIDATION',
  TEST: 'TEST',
  EVALUATION: 'EVALUATION',
  REFERENCE: 'REFERENCE',
  OTHER: 'OTHER',
} as const;
export type DatasetRole = keyof typeof DatasetRole;

registerEnumType(DatasetRole, {
  name: 'DatasetRole',
  description: 'What a dataset version is used for.',
  valuesConfig: {
    TRAINING: { description: 'The model learned from it; only this role moves a MAJOR or MINOR version.' },
    VALIDATION: { description: 'Choices were made by it during training.' },
    TEST: { description: 'The result was measured on it once.' },
    EVALUATION: { description: 'The result is measured on it again and again.' },
    REFERENCE: { description: 'It was looked up, such as a dictionary or an index.' },
    OTHER: { description: 'Anything else.' },
  },
});
