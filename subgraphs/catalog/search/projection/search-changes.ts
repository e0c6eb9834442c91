import { higher, isLater, lower } from '#values/metric-order.js';
import type { SearchKind } from '../search.enums.js';

/** A row of `search_document`, as an event that registers something tells it. */
export interface SearchDocument {
  readonly id: string;
  readonly kind: SearchKind;
  readonly ref: string;
  readonly name: string;
  readonly namespace: string;
  readonly author: string;
  readonly created: Date;
  status: string | null;
  readonly architecture: string | null;
  readonly commit: string | null;
  digest: string | null;
  readonly experiment: string | null;
  /** The run itself, or the one that produced a model version. */
  readonly runId: string | null;
  /** The environment version itself, or the one that is pinned. */
  readonly environmentId: string | null;
  description: string | null;
  /** What else there is to find it by, in words. */
  readonly about: string;
}

/** What changes of a document that stands already; what is left out stays. */
export interface DocumentChange {
  status?: string | undefined;
  digest?: string | undefined;
  description?: string | null | undefined;
  name?: string | undefined;
  /** What it is or was called beside its name, in words. */
  formerly?: string | undefined;
}

/** A metric of a document: its last value and its extremes. */
export interface MeasuredMetric {
  readonly documentId: string;
  readonly key: string;
  readonly last: number;
  readonly low: number;
  readonly high: number;
}

/** The same of a run, with the place of the last value among all that were measured; null where an old event does not say. */
export interface RunMetric extends MeasuredMetric {
  readonly step: number | null;
  readonly timestamp: Date | null;
}

/** What a run that goes on has measured, as far as one event tells. */
export interface LoggedMetric extends RunMetric {
  readonly step: number;
  readonly timestamp: Date;
}

/** A row of `search_package`. */
export interface SearchPackage {
  readonly environmentId: string;
  readonly name: string;
  readonly version: string | null;
  readonly versionKey: string | null;
}

/** What a batch of events changes in the tables of search; of what changes twice in it, what stands in the end. */
export class SearchChanges {
  readonly documents = new Map<string, SearchDocument>();
  readonly changes = new Map<string, DocumentChange>();
  /** By document and key; null where a tag is taken away. */
  readonly tags = new Map<string, { documentId: string; key: string; value: string | null }>();
  /** By document: all of them. */
  readonly owners = new Map<string, readonly string[]>();
  readonly notes: { id: string; documentId: string; text: string }[] = [];
  /** By model and alias; null where an alias is taken away. */
  readonly aliases = new Map<string, { model: string; alias: string; documentId: string | null }>();
  /** To be put together with what is there of the run. */
  readonly loggedMetrics = new Map<string, LoggedMetric>();
  /** In place of what is there: the run has ended. */
  readonly sealedMetrics = new Map<string, RunMetric>();
  readonly evaluatedMetrics = new Map<string, MeasuredMetric>();
  readonly parameters = new Map<string, { documentId: string; key: string; text: string; number: number | null }>();
  readonly packages: SearchPackage[] = [];
  /** By experiment and display name: what experiments are called, and were. */
  readonly experimentNames = new Map<string, { experiment: string; displayName: string }>();
  /** Documents whose words are to be read anew. */
  readonly touched = new Set<string>();

  add(document: SearchDocument): void {
    if (!this.documents.has(document.id)) this.documents.set(document.id, document);
    this.touched.add(document.id);
  }

  /** What versions or runs are of: it is there once the first of them is, and is read again only where more is said of it. */
  meet(document: SearchDocument): void {
    if (!this.documents.has(document.id)) this.documents.set(document.id, document);
  }

  change(id: string, change: DocumentChange): void {
    this.changes.set(id, { ...this.changes.get(id), ...change });
    if (change.description !== undefined) this.touched.add(id);
  }

  rename(id: string, name: string, previous: string): void {
    const formerly = [this.changes.get(id)?.formerly ?? [], previous].flat().join(' ');
    this.change(id, { name, formerly });
    this.touched.add(id);
  }

  /** A model or an experiment is found by what it is called and by what it was called before. */
  call(id: string, displayName: string): void {
    const formerly = [this.changes.get(id)?.formerly ?? [], displayName].flat().join(' ');
    this.change(id, { formerly });
    this.touched.add(id);
  }

  nameExperiment(experiment: string, displayName: string): void {
    this.experimentNames.set(`${experiment} ${displayName}`, { experiment, displayName });
  }

  setTag(documentId: string, key: string, value: string | null): void {
    this.tags.set(`${documentId} ${key}`, { documentId, key, value });
    this.touched.add(documentId);
  }

  setOwners(documentId: string, owners: readonly string[]): void {
    this.owners.set(documentId, owners);
  }

  addNote(id: string, documentId: string, text: string): void {
    this.notes.push({ id, documentId, text });
    this.touched.add(documentId);
  }

  setAlias(model: string, alias: string, documentId: string | null, previous: string | null): void {
    this.aliases.set(`${model} ${alias}`, { model, alias, documentId });
    for (const id of [documentId, previous]) if (id !== null) this.touched.add(id);
  }

  measure(metric: LoggedMetric): void {
    const name = `${metric.documentId} ${metric.key}`;
    const known = this.loggedMetrics.get(name);
    this.loggedMetrics.set(name, known === undefined ? metric : together(known, metric));
  }

  evaluate(documentId: string, key: string, value: number): void {
    const known = this.evaluatedMetrics.get(`${documentId} ${key}`);
    const low = lower(value, known?.low ?? value);
    const high = higher(value, known?.high ?? value);
    this.evaluatedMetrics.set(`${documentId} ${key}`, { documentId, key, last: value, low, high });
  }
}

/** What two events tell of one metric of a run. */
function together(one: LoggedMetric, other: LoggedMetric): LoggedMetric {
  const placeOf = ({ last, ...place }: LoggedMetric) => ({ ...place, value: last });
  const later = isLater(placeOf(other), placeOf(one)) ? other : one;
  return { ...later, low: lower(one.low, other.low), high: higher(one.high, other.high) };
}
