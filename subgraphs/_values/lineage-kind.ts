import { registerEnumType } from 'type-graphql';

/** What a node of the lineage is. */
export const LineageKind = {
  MODEL_VERSION: 'MODEL_VERSION',
  DATASET_VERSION: 'DATASET_VERSION',
  COLUMN: 'COLUMN',
  ENVIRONMENT_VERSION: 'ENVIRONMENT_VERSION',
  RUN: 'RUN',
  LOGGED_MODEL: 'LOGGED_MODEL',
  DEPLOYMENT: 'DEPLOYMENT',
} as const;
export type LineageKind = keyof typeof LineageKind;

registerEnumType(LineageKind, {
  name: 'LineageKind',
  description: 'What a node of the lineage is.',
  valuesConfig: {
    MODEL_VERSION: { description: 'A version of a model.' },
    DATASET_VERSION: { description: 'A version of a dataset.' },
    COLUMN: { description: 'A column of a dataset version, where something says that it read it.' },
    ENVIRONMENT_VERSION: { description: 'A version of an environment.' },
    RUN: { description: 'A run of an experiment.' },
    LOGGED_MODEL: { description: 'A model that a run made, registered or not.' },
    DEPLOYMENT: { description: 'A model version put to work on a target.' },
  },
});
