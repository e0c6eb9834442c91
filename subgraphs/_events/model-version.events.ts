import * as z from 'zod';
import { defineEvent } from '#platform/ledger/define-event.js';
import { lineageFact } from './lineage-fact.js';
import { bump, id, later, manifestWith, moment, pin, texts } from './payload-fields.js';

const ledgers = ['models'];

/** A version of a model is registered. */
export const modelVersionRegistered = defineEvent({
  type: 'ModelVersionRegistered',
  ledgers,
  subject: 'the ref of the version',
  when: 'A model version is registered that was not there before.',
  payload: z.object({
    id,
    modelId: id,
    digest: z.string(),
    manifest: manifestWith({
      architecture: z.string().nullish(),
      code: z.object({ commit: z.string(), repository: z.string().nullish() }).nullish(),
    }),
    bump,
    externalVersion: z.string().nullable(),
    description: z.string().nullable(),
    tags: texts,
    missing: z
      .array(z.object({ blocking: z.boolean(), what: z.string() }))
      .describe('what a rebuild lacks; empty where the version is reproducible'),
    build: later(
      z
        .object({
          system: z.string(),
          run: z.string().nullish(),
          url: z.string().nullish(),
          job: z.string().nullish(),
          event: z.string().nullish(),
          ref: z.string().nullish(),
        })
        .nullable(),
    ),
    createdElsewhereAt: later(moment.nullable()),
    createdElsewhereBy: later(z.string().nullable()),
    lineage: lineageFact,
  }),
});

/** A run is attached to a version. */
export const runAttached = defineEvent({
  type: 'RunAttached',
  ledgers,
  subject: 'the ref of the version',
  when: 'The run of a version that was registered without it, or before it had ended, is attached.',
  payload: z.object({ modelVersionId: id, run: pin, lineage: lineageFact }),
});

/** Parts are about to be written. */
export const partsAnnounced = defineEvent({
  type: 'PartsAnnounced',
  ledgers,
  subject: 'the name of the model',
  when: 'A registration that brings its parts is about to write the first of them.',
  payload: z.object({
    id,
    parts: z.array(z.object({ kind: z.string(), name: z.string(), digest: z.string().nullable() })),
  }),
});

/** Announced parts have their version. */
export const partsNamed = defineEvent({
  type: 'PartsNamed',
  ledgers,
  subject: 'the ref of the version',
  when: 'The version is registered whose parts were announced.',
  payload: z.object({ modelVersionId: id }),
});
