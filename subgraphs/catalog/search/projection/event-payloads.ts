import type * as z from 'zod';
import { aliasRemoved, aliasSet } from '#events/alias.events.js';
import { descriptionSet, noteAdded, ownersSet, tagsChanged } from '#events/annotation.events.js';
import { datasetVersionRegistered } from '#events/dataset-version.events.js';
import { environmentVersionRegistered } from '#events/environment-version.events.js';
import { evaluationRecorded } from '#events/evaluation.events.js';
import { experimentCreated, experimentRenamed } from '#events/experiment.events.js';
import type { LedgerEventType } from '#events/ledger-events.js';
import { modelCreated, modelRenamed } from '#events/model.events.js';
import { modelVersionRegistered } from '#events/model-version.events.js';
import { metricsLogged, parametersLogged, runFinished, runRenamed, runStarted } from '#events/run.events.js';
import { statusChanged } from '#events/status.events.js';

const aliasMoved = { model: true, alias: true, previousModelVersionId: true } as const;
const annotated = { kind: true, id: true } as const;

/** What search reads of the payload of each event that changes what is found; all else an event holds is not its matter. */
export const EVENT_PAYLOADS = {
  DatasetVersionRegistered: datasetVersionRegistered.payload.pick({
    lineage: true,
    datasetId: true,
    digest: true,
    description: true,
    manifest: true,
  }),
  EnvironmentVersionRegistered: environmentVersionRegistered.payload.pick({
    lineage: true,
    digest: true,
    description: true,
    manifest: true,
  }),
  RunStarted: runStarted.payload.pick({
    lineage: true,
    experiment: true,
    experimentId: true,
    name: true,
    externalId: true,
    code: true,
    tags: true,
    parameters: true,
  }),
  MetricsLogged: metricsLogged.payload.pick({ id: true, metrics: true, afterEnd: true }),
  ParametersLogged: parametersLogged.payload.pick({ id: true, parameters: true, afterEnd: true }),
  RunRenamed: runRenamed.payload.pick({ id: true, name: true, previous: true }),
  ExperimentCreated: experimentCreated.payload.pick({ id: true, displayName: true, description: true, tags: true }),
  ExperimentRenamed: experimentRenamed.payload.pick({ id: true, displayName: true }),
  ModelCreated: modelCreated.payload.pick({ id: true, displayName: true }),
  ModelRenamed: modelRenamed.payload.pick({ id: true, displayName: true }),
  RunFinished: runFinished.payload.pick({ id: true, status: true, digest: true, parameters: true, metrics: true }),
  ModelVersionRegistered: modelVersionRegistered.payload.pick({
    lineage: true,
    modelId: true,
    digest: true,
    externalVersion: true,
    description: true,
    tags: true,
    manifest: true,
  }),
  StatusChanged: statusChanged.payload.pick({ modelVersionId: true, status: true }),
  AliasSet: aliasSet.payload.pick({ ...aliasMoved, modelVersionId: true }),
  AliasRemoved: aliasRemoved.payload.pick(aliasMoved),
  TagsChanged: tagsChanged.payload.pick({ ...annotated, set: true, remove: true }),
  NoteAdded: noteAdded.payload.pick({ ...annotated, noteId: true, text: true }),
  DescriptionSet: descriptionSet.payload.pick({ ...annotated, description: true }),
  OwnersSet: ownersSet.payload.pick({ ...annotated, owners: true }),
  EvaluationRecorded: evaluationRecorded.payload.pick({ modelVersionId: true, slice: true, metrics: true }),
} as const satisfies Partial<Record<LedgerEventType, z.ZodObject>>;

/** A type of event that changes what is found. */
export type SearchedEvent = keyof typeof EVENT_PAYLOADS;
/** What search reads of an event of that type. */
export type PayloadOf<Type extends SearchedEvent> = z.output<(typeof EVENT_PAYLOADS)[Type]>;
