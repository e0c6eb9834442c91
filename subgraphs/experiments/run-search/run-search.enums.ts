import { registerEnumType } from 'type-graphql';

/** What of a run is compared, or orders runs. */
export const RunSubject = {
  METRIC: 'METRIC',
  PARAMETER: 'PARAMETER',
  TAG: 'TAG',
  ATTRIBUTE: 'ATTRIBUTE',
  DATASET: 'DATASET',
} as const;
export type RunSubject = keyof typeof RunSubject;

registerEnumType(RunSubject, {
  name: 'RunSubject',
  description: 'What of a run is compared, or orders runs.',
  valuesConfig: {
    METRIC: {
      description:
        'The last value of the metric of that key, with what came after the end of the run: `Run.metrics(includeAfterEnd: true)`.',
    },
    PARAMETER: {
      description: 'The parameter of that key, of those after the end too: a text as it is, all else as JSON.',
    },
    TAG: { description: 'The tag of that key, as it is now.' },
    ATTRIBUTE: {
      description:
        '`id`, `name`, `externalId`, `status`, `user`, `createdBy` or `experiment` (its name), which are texts and as they are now (a run that was resumed has its later status and end), `startedAt`, `endedAt` or `createdAt`, which are moments, or `durationSeconds`, from its start to its last end, which is a number.',
    },
    DATASET: {
      description:
        'Of a dataset version that the run read its `name` and `digest` (those of the tool it comes from, where it comes from one), `ref`, `role` or `context` (the role in small letters where it was given none): one of them has to fulfil the condition.',
    },
  },
});
