import type * as z from 'zod';
import type { LedgerEvent } from '#platform/ledger/ledger-event.js';
import { namespaceOf } from '#platform/refs/ref.js';
import { readPayload } from '#subgraphs/catalog/projection/read-payload.js';
import { INITIAL_STATUS } from '#values/model-version-status.js';
import { INITIAL_RUN_STATUS } from '#values/run-status.js';
import { SEARCHED_LENGTH, searchedText } from '#values/searched-text.js';
import { packageName } from '../package-name.js';
import { versionKey } from '../version-key.js';
import { EVENT_PAYLOADS, type PayloadOf, type SearchedEvent } from './event-payloads.js';
import { SearchChanges, type SearchDocument } from './search-changes.js';

/** An event, as far as search reads it. */
export type SearchEvent = Pick<LedgerEvent, 'position' | 'type' | 'subject' | 'actor' | 'at' | 'payload'>;

/**
 * What a batch of events of one ledger changes in the tables of search. Events of other types change nothing.
 * @throws {LedgerFault} naming the position of an event of a known type that says something else than it should. It is not
 * passed over: a ledger never changes, so what is skipped once stays missing.
 */
export function readSearchChanges(events: readonly SearchEvent[]): SearchChanges {
  const changes = new SearchChanges();
  for (const event of events) if (isSearched(event.type)) read(event.type, event, changes);
  return changes;
}

type Reader<Type extends SearchedEvent> = (
  payload: PayloadOf<Type>,
  event: SearchEvent,
  changes: SearchChanges,
) => void;

const READERS: { readonly [Type in SearchedEvent]: Reader<Type> } = {
  DatasetVersionRegistered({ lineage, datasetId, digest, description, manifest }, event, changes) {
    const about = [manifest.license ?? '', ...(manifest.schema ?? []).map(({ name }) => name)].join(' ');
    const version = registered('DATASET_VERSION', lineage.node, event);
    changes.add({ ...version, digest, description, about });
    // Events of before do not name the dataset.
    if (datasetId === null) return;
    changes.meet(named('DATASET', datasetId, version.name, event));
    // It says of itself what its last version says.
    if (description !== null) changes.change(datasetId, { description });
  },
  EnvironmentVersionRegistered({ lineage, digest, description, manifest }, event, changes) {
    const { id } = lineage.node;
    const { image, os, runtime, packages } = manifest;
    const about = [image, os, runtime?.name, runtime?.version].filter((part) => part != null).join(' ');
    changes.add({
      ...registered('ENVIRONMENT_VERSION', lineage.node, event),
      digest,
      description,
      about,
      environmentId: id,
    });
    for (const { name, version } of packages ?? []) {
      const key = version == null ? null : versionKey(version);
      changes.packages.push({ environmentId: id, name: packageName(name), version: version ?? null, versionKey: key });
    }
  },
  RunStarted({ lineage, experiment, experimentId, name, externalId, code, tags, parameters }, event, changes) {
    const { id } = lineage.node;
    changes.add({
      ...registered('RUN', lineage.node, event),
      name,
      namespace: namespaceOf(experiment),
      experiment,
      status: INITIAL_RUN_STATUS,
      commit: code?.commit ?? null,
      runId: id,
      environmentId: pinned('ENVIRONMENT_VERSION', lineage),
      about: [externalId, code?.repository].filter((part) => part != null).join(' '),
    });
    for (const [key, value] of Object.entries(tags)) changes.setTag(id, key, searchedText(value));
    setParameters(id, parameters, changes);
    if (experimentId !== null) changes.meet(named('EXPERIMENT', experimentId, experiment, event));
  },
  ParametersLogged({ id, parameters, afterEnd }, _, changes) {
    if (afterEnd) return;
    setParameters(id, parameters, changes);
  },
  MetricsLogged({ id, metrics, afterEnd }, _, changes) {
    // What rests on the run, and is found by what it measured, rests on what is sealed.
    if (afterEnd) return;
    for (const { key, value, step, timestamp, min, max } of metrics ?? []) {
      changes.measure({ documentId: id, key, last: value, low: min, high: max, step, timestamp });
    }
  },
  RunRenamed({ id, name, previous }, _, changes) {
    changes.rename(id, name, previous);
  },
  ExperimentCreated({ id, displayName, description, tags }, event, changes) {
    changes.add({ ...named('EXPERIMENT', id, event.subject, event), description });
    changes.call(id, displayName);
    changes.nameExperiment(event.subject, displayName);
    for (const [key, value] of Object.entries(tags)) changes.setTag(id, key, searchedText(value));
  },
  ExperimentRenamed({ id, displayName }, event, changes) {
    changes.add(named('EXPERIMENT', id, event.subject, event));
    changes.call(id, displayName);
    changes.nameExperiment(event.subject, displayName);
  },
  RunFinished({ id, status, digest, parameters, metrics }, _, changes) {
    changes.change(id, { status, digest });
    setParameters(id, parameters, changes);
    for (const { key, value, step, timestamp, min, max } of metrics) {
      const [low, high] = [min ?? value, max ?? value];
      changes.sealedMetrics.set(`${id} ${key}`, { documentId: id, key, last: value, low, high, step, timestamp });
    }
  },
  ModelVersionRegistered({ lineage, modelId, digest, externalVersion, description, tags, manifest }, event, changes) {
    const { id } = lineage.node;
    const { architecture = null, code } = manifest;
    const version = registered('MODEL_VERSION', lineage.node, event);
    changes.meet(named('MODEL', modelId, version.name, event));
    changes.add({
      ...version,
      status: INITIAL_STATUS,
      architecture,
      commit: code?.commit ?? null,
      digest,
      runId: pinned('RUN', lineage),
      environmentId: pinned('ENVIRONMENT_VERSION', lineage),
      description,
      about: [architecture, externalVersion, code?.repository].filter((part) => part != null).join(' '),
    });
    for (const [key, value] of Object.entries(tags)) changes.setTag(id, key, searchedText(value));
  },
  ModelCreated({ id, displayName }, event, changes) {
    changes.add(model(id, event));
    changes.call(id, displayName);
  },
  ModelRenamed({ id, displayName }, event, changes) {
    changes.add(model(id, event));
    changes.call(id, displayName);
  },
  StatusChanged({ modelVersionId, status }, _, changes) {
    changes.change(modelVersionId, { status });
  },
  AliasSet({ model, alias, modelVersionId, previousModelVersionId }, _, changes) {
    changes.setAlias(model, alias, modelVersionId, previousModelVersionId);
  },
  AliasRemoved({ model, alias, previousModelVersionId }, _, changes) {
    changes.setAlias(model, alias, null, previousModelVersionId);
  },
  TagsChanged({ kind, id, set, remove }, event, changes) {
    // It is no result of a search.
    if (kind === 'LOGGED_MODEL') return;
    if (kind === 'MODEL' || kind === 'EXPERIMENT') changes.add(named(kind, id, event.subject, event));
    for (const key of remove) changes.setTag(id, key, null);
    for (const [key, value] of Object.entries(set)) changes.setTag(id, key, searchedText(value));
  },
  NoteAdded({ kind, id, noteId, text }, event, changes) {
    if (kind === 'MODEL') changes.add(model(id, event));
    changes.addNote(noteId, id, text);
  },
  DescriptionSet({ kind, id, description }, event, changes) {
    if (kind === 'MODEL') changes.add(model(id, event));
    changes.change(id, { description });
  },
  OwnersSet({ kind, id, owners }, event, changes) {
    if (kind === 'MODEL') changes.add(model(id, event));
    changes.setOwners(id, owners);
  },
  EvaluationRecorded({ modelVersionId, slice, metrics }, _, changes) {
    // What was measured on a part of the data says nothing of the whole.
    if (slice !== null) return;
    for (const { key, value } of metrics) changes.evaluate(modelVersionId, key, value);
  },
};

function isSearched(type: string): type is SearchedEvent {
  return Object.hasOwn(EVENT_PAYLOADS, type);
}

function read<Type extends SearchedEvent>(type: Type, event: SearchEvent, changes: SearchChanges): void {
  const schema: z.ZodType<unknown> = EVENT_PAYLOADS[type];
  READERS[type](readPayload(schema, event) as PayloadOf<Type>, event, changes);
}

type Node = { readonly id: string; readonly ref: string };
type Lineage = { readonly upstream: readonly { readonly kind: string; readonly id: string }[] };

function registered(kind: SearchDocument['kind'], { id, ref }: Node, { actor, at }: SearchEvent): SearchDocument {
  const name = ref.slice(0, ref.lastIndexOf('@'));
  return {
    id,
    kind,
    ref,
    name,
    namespace: namespaceOf(name),
    author: actor,
    created: at,
    status: null,
    architecture: null,
    commit: null,
    digest: null,
    experiment: null,
    runId: null,
    environmentId: null,
    description: null,
    about: '',
  };
}

/** Of a model what is said is found with each of its versions, too. */
function model(id: string, event: SearchEvent): SearchDocument {
  return named('MODEL', id, event.subject, event);
}

/** What has versions or runs. */
function named(kind: 'MODEL' | 'DATASET' | 'EXPERIMENT', id: string, name: string, event: SearchEvent): SearchDocument {
  return { ...registered(kind, { id, ref: name }, event), name, namespace: namespaceOf(name) };
}

function pinned(kind: string, { upstream }: Lineage): string | null {
  return upstream.find((pin) => pin.kind === kind)?.id ?? null;
}

/** A number in decimal digits, as people and programs write it. */
const NUMERAL = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,4})?\s*$/i;

function setParameters(id: string, parameters: Readonly<Record<string, unknown>> | null, changes: SearchChanges): void {
  for (const [key, value] of Object.entries(parameters ?? {})) {
    const text = searchedText(value);
    // Other tools log numbers as texts, which they stay; of what is cut off nobody knows which number it was.
    const isNumber = typeof value !== 'boolean' && text.length < SEARCHED_LENGTH && NUMERAL.test(text);
    const number = isNumber ? Number(text) : Number.NaN;
    changes.parameters.set(`${id} ${key}`, {
      documentId: id,
      key,
      text,
      number: Number.isFinite(number) ? number : null,
    });
  }
}
