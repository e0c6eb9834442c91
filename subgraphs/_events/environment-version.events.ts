import * as z from 'zod';
import { defineEvent } from '#platform/ledger/define-event.js';
import { lineageFact } from './lineage-fact.js';
import { bump, id, manifestWith } from './payload-fields.js';

/** A version of an environment is registered. */
export const environmentVersionRegistered = defineEvent({
  type: 'EnvironmentVersionRegistered',
  ledgers: ['environments'],
  subject: 'the ref of the version',
  when: 'An environment version is registered that was not there before.',
  payload: z.object({
    id,
    digest: z.string(),
    manifest: manifestWith({
      image: z.string().nullish(),
      os: z.string().nullish(),
      runtime: z.object({ name: z.string(), version: z.string() }).nullish(),
      packages: z.array(z.object({ name: z.string(), version: z.string().nullish() })).nullish(),
    }),
    bump,
    description: z.string().nullable(),
    lineage: lineageFact,
  }),
});
