import { registerEnumType } from 'type-graphql';

/** Which things a list holds, by whether they are archived. */
export const ArchivedFilter = { ACTIVE: 'ACTIVE', ARCHIVED: 'ARCHIVED', ALL: 'ALL' } as const;
export type ArchivedFilter = keyof typeof ArchivedFilter;

registerEnumType(ArchivedFilter, {
  name: 'ArchivedFilter',
  description: 'Which things a list holds, by whether they are archived.',
  valuesConfig: {
    ACTIVE: { description: 'Those that are not archived.' },
    ARCHIVED: { description: 'Those that are archived.' },
    ALL: { description: 'All of them.' },
  },
});
