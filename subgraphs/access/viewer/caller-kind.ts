import { registerEnumType } from 'type-graphql';
import type { CallerKind as CallerKindName } from '#platform/auth/caller.js';

/** The kinds of callers as an enum of the API. */
export const CallerKind = { ANONYMOUS: 'ANONYMOUS', USER: 'USER', SERVICE: 'SERVICE', SYSTEM: 'SYSTEM' } as const;
export type CallerKind = CallerKindName;

registerEnumType(CallerKind, {
  name: 'CallerKind',
  description: 'What kind of caller asks.',
  valuesConfig: {
    ANONYMOUS: { description: 'Whoever reaches a server that has given nobody a credential.' },
    USER: { description: 'A person.' },
    SERVICE: { description: 'A machine: CI, a job, a service.' },
    SYSTEM: { description: 'The program itself.' },
  },
});
