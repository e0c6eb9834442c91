import { registerEnumType } from 'type-graphql';
import type { Role as RoleName } from '#platform/auth/role.js';

/** The roles as an enum of the API. */
export const Role = { VIEWER: 'VIEWER', CONTRIBUTOR: 'CONTRIBUTOR', MAINTAINER: 'MAINTAINER', ADMIN: 'ADMIN' } as const;
export type Role = RoleName;

registerEnumType(Role, {
  name: 'Role',
  description: 'What somebody may do in a namespace and in all below it. Each role may do what those before it may.',
  valuesConfig: {
    VIEWER: { description: 'Reads, also where the namespace is closed to others.' },
    CONTRIBUTOR: { description: 'Registers versions, records own runs, annotates and evaluates.' },
    MAINTAINER: { description: 'Promotes, approves, deploys, rolls back, changes statuses, archives.' },
    ADMIN: { description: 'Sets policies, waives rules, and says who has which role.' },
  },
});
