import { registerEnumType } from 'type-graphql';

/** What a search can find. */
export const SearchKind = {
  MODEL_VERSION: 'MODEL_VERSION',
  RUN: 'RUN',
  DATASET_VERSION: 'DATASET_VERSION',
  ENVIRONMENT_VERSION: 'ENVIRONMENT_VERSION',
  MODEL: 'MODEL',
  DATASET: 'DATASET',
  EXPERIMENT: 'EXPERIMENT',
} as const;
export type SearchKind = keyof typeof SearchKind;

registerEnumType(SearchKind, {
  name: 'SearchKind',
  description: 'What a search can find.',
  valuesConfig: {
    MODEL_VERSION: { description: 'A version of a model.' },
    RUN: { description: 'A run of an experiment.' },
    DATASET_VERSION: { description: 'A version of a dataset.' },
    ENVIRONMENT_VERSION: { description: 'A version of an environment.' },
    MODEL: { description: 'A model, whatever its versions are.' },
    DATASET: { description: 'A dataset, whatever its versions are.' },
    EXPERIMENT: { description: 'An experiment, whatever its runs are.' },
  },
});

/** What the results of a search stand in order of. */
export const SearchOrderBy = { RELEVANCE: 'RELEVANCE', CREATED: 'CREATED', METRIC: 'METRIC' } as const;
export type SearchOrderBy = keyof typeof SearchOrderBy;

registerEnumType(SearchOrderBy, {
  name: 'SearchOrderBy',
  description: 'What the results of a search stand in order of.',
  valuesConfig: {
    RELEVANCE: {
      description: 'How well they answer to the words of the query; without words, when they were recorded.',
    },
    CREATED: { description: 'When they were recorded.' },
    METRIC: {
      description:
        'The last value of a metric, `Infinity` and `-Infinity` as the greatest and the least; NaN comes last in either direction, and what does not have the metric is left out.',
    },
  },
});

/** Which end comes first. */
export const SearchDirection = { ASC: 'ASC', DESC: 'DESC' } as const;
export type SearchDirection = keyof typeof SearchDirection;

registerEnumType(SearchDirection, {
  name: 'SearchDirection',
  description: 'Which end of an order comes first.',
  valuesConfig: {
    ASC: { description: 'The lowest, the oldest.' },
    DESC: { description: 'The highest, the newest, the most relevant.' },
  },
});

/** What the results of a search are counted by. */
export const SearchFacetField = {
  KIND: 'KIND',
  NAMESPACE: 'NAMESPACE',
  STATUS: 'STATUS',
  ARCHITECTURE: 'ARCHITECTURE',
  AUTHOR: 'AUTHOR',
  OWNER: 'OWNER',
} as const;
export type SearchFacetField = keyof typeof SearchFacetField;

registerEnumType(SearchFacetField, {
  name: 'SearchFacetField',
  description: 'What the results of a search are counted by: fields of the grammar.',
  valuesConfig: {
    KIND: { description: 'What they are: `kind`.' },
    NAMESPACE: { description: 'The namespace they are in: `namespace`.' },
    STATUS: { description: 'Their status: `status`.' },
    ARCHITECTURE: { description: 'The architecture of model versions: `architecture`.' },
    AUTHOR: { description: 'Who registered them: `author`.' },
    OWNER: { description: 'Who owns them, of models and versions of models: `owner`.' },
  },
});
