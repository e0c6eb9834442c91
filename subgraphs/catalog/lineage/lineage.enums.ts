import { registerEnumType } from 'type-graphql';

/** What a node of the lineage is. */
export const LineageKind = {
  MODEL_VERSION: 'MODEL_VERSION',
  DATASET_VERSION: 'DATASET_VERSION',
  COLUMN: 'COLUMN',
  ENVIRONMENT_VERSION: 'ENVIRONMENT_VERSION',
  RUN: 'RUN',
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
    DEPLOYMENT: { description: 'A model version put to work on a target.' },
  },
});

/** Which way a walk goes. */
export const LineageDirection = { UPSTREAM: 'UPSTREAM', DOWNSTREAM: 'DOWNSTREAM', BOTH: 'BOTH' } as const;
export type LineageDirection = keyof typeof LineageDirection;
/** One of the two ways a step can go. */
export type LineageWay = Exclude<LineageDirection, 'BOTH'>;

registerEnumType(LineageDirection, {
  name: 'LineageDirection',
  description: 'Which way a walk through the lineage goes.',
  valuesConfig: {
    UPSTREAM: { description: 'To what it was made from.' },
    DOWNSTREAM: { description: 'To what was made from it.' },
    BOTH: { description: 'Both of these ways; not to what else was made from the same things.' },
  },
});
