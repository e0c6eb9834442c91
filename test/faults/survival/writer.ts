import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

/** A write that the server has acknowledged, and how to see it again. */
export interface Acknowledged {
  /** The ref or name that its ledger events are about. */
  readonly subject: string;
  /** The event that it is, once. */
  readonly type: string;
  /** A field of Query that finds it, and what that has to answer. */
  readonly field: string;
  readonly answer: unknown;
}

/** What a client may be told while something dies: try again, or find out. */
const TOLD = ['UNAVAILABLE', 'OUTCOME_UNKNOWN'];

/** Writes as one team would, round after round, each write again until it is acknowledged. */
export interface Writer {
  /** Every write that was acknowledged, in order. */
  readonly acknowledged: readonly Acknowledged[];
  /** Answers that a client must not get: another code, a status without a body, half an answer. */
  readonly improper: readonly string[];
  /** How often a write had to be sent again. */
  readonly repeats: () => number;
  stop(): Promise<void>;
}

/** Starts the writer `name` against a GraphQL endpoint. */
export function startWriter(url: string, name: string): Writer {
  const acknowledged: Acknowledged[] = [];
  const improper: string[] = [];
  let [repeats, stopped] = [0, false];

  /** Sends a write until it is acknowledged: the same request again finds what the first one did. */
  async function write<T>(query: string, variables: object): Promise<T> {
    for (;;) {
      const answer = await send(url, query, variables);
      if (answer !== undefined && 'data' in answer && answer.errors === undefined) return answer.data as T;
      const codes = answer?.errors?.map(({ extensions }) => extensions?.code) ?? [];
      if (codes.some((code) => !TOLD.includes(String(code)))) improper.push(JSON.stringify(answer).slice(0, 500));
      // Whoever is told to stop leaves what is not acknowledged.
      if (stopped) throw STOPPED;
      repeats += 1;
      await pause(20);
    }
  }

  async function round(n: number): Promise<void> {
    const dataset = `soak/data-${name}`;
    const file = { path: 'part-0', uri: `s3://soak/${name}/${n}`, digest: digestOf(`${name}/${n}`) };
    const version = `${n + 1}.0.0`;
    await write(DATASET, { input: { dataset, version, files: [file] } });
    keep(`${dataset}@${version}`, 'DatasetVersionRegistered', `datasetVersion(ref: "${dataset}@${version}") { ref }`, {
      ref: `${dataset}@${version}`,
    });

    const input = { experiment: `soak/runs-${name}`, name: `run-${n}`, externalId: `${name}-${n}`, parameters: { n } };
    const { startRun } = await write<{ startRun: { run: { id: string; ref: string } } }>(RUN, { input });
    const { id, ref } = startRun.run;
    await write(LOG, { run: id, value: n });
    await write(FINISH, { run: id });
    const run = { status: 'FINISHED', parameters: { n }, metrics: [{ key: 'auc', value: n }] };
    keep(ref, 'RunFinished', `run(id: "${id}") { status parameters metrics { key value } }`, run);

    const model = `soak/model-${name}`;
    const parts = { environment: { environment: `soak/env-${name}`, os: `linux-${n}` } };
    await write(MODEL, {
      input: { model, version, datasets: [{ role: 'TRAINING', ref: `${dataset}@${version}` }], run: id, parts },
    });
    keep(
      `${model}@${version}`,
      'ModelVersionRegistered',
      `modelVersion(ref: "${model}@${version}") { run { id } environment { os } datasets { datasetVersion { ref } } }`,
      {
        run: { id },
        environment: { os: `linux-${n}` },
        datasets: [{ datasetVersion: { ref: `${dataset}@${version}` } }],
      },
    );
    await write(ALIAS, { model, version });
    await write(TAGS, { input: { of: `${model}@${version}`, set: { round: `${n}` } } });
    keep(`${model}@${version}`, 'TagsChanged', `modelVersion(ref: "${model}@${version}") { tags }`, {
      tags: { round: `${n}` },
    });
  }

  function keep(subject: string, type: string, field: string, answer: unknown): void {
    acknowledged.push({ subject, type, field, answer });
  }

  const running = (async () => {
    for (let n = 0; !stopped; n++) await round(n);
  })().catch((error) => {
    if (error !== STOPPED) throw error;
  });
  return {
    acknowledged,
    improper,
    repeats: () => repeats,
    async stop() {
      stopped = true;
      await running;
    },
  };
}

const STOPPED = new Error('the writer was told to stop');

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

/** An answer in GraphQL's form; undefined where the connection ended without one, which may happen to anybody. */
export async function send(url: string, query: string, variables: object = {}): Promise<Answer | undefined> {
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answer;
  } catch {
    return undefined;
  }
}

function digestOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

const DATASET = 'mutation ($input: RegisterDatasetVersionInput!) { registerDatasetVersion(input: $input) { created } }';
const RUN = 'mutation ($input: StartRunInput!) { startRun(input: $input) { run { id ref } } }';
const LOG = `mutation ($run: ID!, $value: MetricValue!) {
  logMetrics(input: { run: $run, metrics: [{ key: "auc", value: $value, step: 0, timestamp: "2026-03-03T12:00:00Z" }] }) { accepted }
}`;
const FINISH = 'mutation ($run: ID!) { finishRun(input: { run: $run, status: FINISHED }) { run { id } } }';
const MODEL = 'mutation ($input: RegisterModelVersionInput!) { registerModelVersion(input: $input) { created } }';
const ALIAS = `mutation ($model: String!, $version: String!) {
  setAlias(input: { model: $model, alias: "staging", version: $version }) { alias { name } }
}`;
const TAGS = 'mutation ($input: SetTagsInput!) { setTags(input: $input) { __typename } }';
