import { registerEnumType } from 'type-graphql';

/** What of a logged model is compared, or orders them. */
export const LoggedModelSubject = {
  METRIC: 'METRIC',
  PARAMETER: 'PARAMETER',
  TAG: 'TAG',
  ATTRIBUTE: 'ATTRIBUTE',
} as const;
export type LoggedModelSubject = keyof typeof LoggedModelSubject;

registerEnumType(LoggedModelSubject, {
  name: 'LoggedModelSubject',
  description: 'What of a logged model is compared, or orders them.',
  valuesConfig: {
    METRIC: {
      description:
        'The metric of that key: a condition holds where any of its values fulfils it, an order is by the last.',
    },
    PARAMETER: { description: 'The parameter of that key: a text as it is, all else as JSON.' },
    TAG: { description: 'The tag of that key, as it is now.' },
    ATTRIBUTE: {
      description:
        '`id`, `name`, `externalId`, `modelType`, `status`, `run` and `experiment` (their ids), `artifactLocation` or `createdBy`, which are texts, or `createdAt`, `updatedAt` or `finishedAt`, which are moments.',
    },
  },
});
