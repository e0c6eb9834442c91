import { type Sealed, seal } from '#platform/digest/digest.js';
import { jsonNumber } from '#platform/digest/json-number.js';
import { type Artifact, artifactIdentity } from '#values/artifact.js';
import { datasetUseIdentity } from '#values/columns-read.js';
import type { RunEndStatus } from '#values/run-status.js';
import type { Metric } from '../metric/metric.type.js';
import type { Run } from './run.entity.js';

/** All that a run is when it ends. */
export interface RunContent {
  readonly run: Run;
  readonly status: RunEndStatus;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The last value of each metric. */
  readonly metrics: readonly Metric[];
  readonly artifacts: readonly Artifact[];
}

/** Seals a run: what went in, by digest, and what came out. */
export function sealRun({ run, status, parameters, metrics, artifacts }: RunContent): Promise<Sealed> {
  return seal({
    kind: 'Run',
    id: run.id,
    name: run.name,
    status,
    code: run.code,
    parameters,
    metrics: metrics
      .map(({ key, value, step }) => ({ key, value: jsonNumber(value), step }))
      .sort(by((metric) => metric.key)),
    inputs: run.inputPins.map(datasetUseIdentity).sort(by((pin) => `${pin.role} ${pin.ref}`)),
    environment:
      run.environmentPin === null ? null : { ref: run.environmentPin.ref, digest: run.environmentPin.digest },
    artifacts: artifacts.map(artifactIdentity).sort(by((file) => file.path)),
  });
}

/** What a run had logged when it was sealed: the manifest says it, so its points are not asked again. */
export function sealedLog(manifest: object): {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly metrics: readonly SealedMetric[];
} {
  return manifest as ReturnType<typeof sealedLog>;
}

/** The last value of a metric as a manifest has it, by key: what JSON has no number for is a text. */
export interface SealedMetric {
  readonly key: string;
  readonly value: number | string;
  readonly step: number;
}

function by<T>(key: (item: T) => string): (a: T, b: T) => number {
  return (a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
}
