import * as z from 'zod';

const id = z.guid();
const text = z.string();
const optional = text.nullish().transform((value) => value ?? null);
const words = z.record(text, text).nullish();
const code = z.object({ commit: text, repository: optional }).nullish();
const number = z.union([z.number(), text.transform(Number)]);
const moment = text.transform((value) => new Date(value));
const lineage = z.object({
  node: z.object({ id, ref: text }),
  upstream: z.array(z.object({ kind: text, id })),
});

/** What search reads of the payload of each event it knows; all else an event may hold is not its matter. */
export const EVENT_PAYLOADS = {
  DatasetVersionRegistered: z.object({
    lineage,
    digest: optional,
    description: optional,
    manifest: z.object({ schema: z.array(z.object({ name: text })).nullish(), license: optional }).nullish(),
  }),
  EnvironmentVersionRegistered: z.object({
    lineage,
    digest: optional,
    description: optional,
    manifest: z
      .object({
        image: optional,
        os: optional,
        runtime: z.object({ name: text, version: text }).nullish(),
        packages: z.array(z.object({ name: text, version: optional })).nullish(),
      })
      .nullish(),
  }),
  RunStarted: z.object({
    lineage,
    experiment: text,
    name: text,
    externalId: optional,
    code,
    tags: words,
    parameters: z.record(text, z.unknown()).nullish(),
  }),
  MetricsLogged: z.object({
    id,
    metrics: z
      .array(z.object({ key: text, value: number, step: z.number(), timestamp: moment, min: number, max: number }))
      .nullish(),
  }),
  ParametersLogged: z.object({ id, parameters: z.record(text, z.unknown()).nullish() }),
  RunFinished: z.object({
    id,
    status: text,
    digest: optional,
    parameters: z.record(text, z.unknown()).nullish(),
    metrics: z
      .array(
        z.object({
          key: text,
          value: number,
          step: z.number().nullish(),
          timestamp: moment.nullish(),
          min: number.nullish(),
          max: number.nullish(),
        }),
      )
      .nullish(),
  }),
  ModelVersionRegistered: z.object({
    lineage,
    digest: optional,
    externalVersion: optional,
    description: optional,
    tags: words,
    manifest: z.object({ architecture: optional, code }).nullish(),
  }),
  StatusChanged: z.object({ modelVersionId: id, status: text }),
  AliasSet: z.object({ model: text, alias: text, modelVersionId: id, previousModelVersionId: id.nullish() }),
  AliasRemoved: z.object({ model: text, alias: text, previousModelVersionId: id.nullish() }),
  TagsChanged: z.object({ kind: text, id, set: words, remove: z.array(text).nullish() }),
  NoteAdded: z.object({ kind: text, id, noteId: id, text }),
  DescriptionSet: z.object({ kind: text, id, description: optional }),
  EvaluationRecorded: z.object({
    modelVersionId: id,
    slice: optional,
    metrics: z.array(z.object({ key: text, value: number })).nullish(),
  }),
} as const;
export type KnownEvent = keyof typeof EVENT_PAYLOADS;
/** What search reads of an event of that type. */
export type PayloadOf<Type extends KnownEvent> = z.output<(typeof EVENT_PAYLOADS)[Type]>;
