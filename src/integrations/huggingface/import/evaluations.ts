import { attempt } from '#integrations/importing/attempt.js';
import { everyPage } from '#integrations/importing/every-page.js';
import { isoOf, momentMisfit } from '#integrations/importing/fit-moment.js';
import { MOST } from '#integrations/importing/fit-text.js';
import { write } from '#integrations/importing/write.js';
import { canonicalJson } from '#platform/digest/canonical-json.js';
import { jsonNumber } from '#platform/digest/json-number.js';
import type { CardEvaluation } from '../card/card-evaluations.js';
import { isHubName } from '../repository/hub-repository.js';
import type { HubImportContext } from './hub-import-context.js';
import type { NamedRepositories } from './named-repositories.js';

const HERE = `query ($ref: String!, $after: String) { of: modelVersion(ref: $ref) { page: evaluations(first: 100, after: $after) {
  nodes { slice note metrics { key value } datasetVersion { ref } } pageInfo { hasNextPage endCursor }
} } }`;
const RECORD = 'mutation ($input: RecordEvaluationInput!) { recordEvaluation(input: $input) { __typename } }';

interface EvaluationHere {
  readonly slice: string | null;
  readonly note: string | null;
  readonly metrics: readonly { readonly key: string; readonly value: number | string }[];
  readonly datasetVersion: { readonly ref: string } | null;
}

const MOST_SLICE = 200;
const MOST_METRICS = 1_000;

/** Records what a card says was measured of a version; what is recorded as it is, whenever that was, is not again. */
export async function recordEvaluations(
  version: string,
  { evaluations, at }: { readonly evaluations: readonly CardEvaluation[]; readonly at: number },
  named: NamedRepositories,
  context: HubImportContext,
): Promise<void> {
  if (evaluations.length === 0) return;
  const { client, tally, now } = context;
  const here = new Set<string>();
  for await (const one of everyPage<EvaluationHere>(client, HERE, { ref: version }))
    here.add(keyOf({ ...one, datasetVersion: one.datasetVersion?.ref ?? null }));
  for (const evaluation of evaluations) {
    const { place } = evaluation;
    await attempt(context, { kind: 'evaluation', path: `README.md#${place}` }, async () => {
      const measured = await measuredOf(evaluation, named);
      const isThere = here.has(keyOf(measured));
      if (!isThere) {
        const evaluatedAt = momentMisfit(at, now) === null ? isoOf(at) : undefined;
        await write(context, RECORD, { input: { modelVersion: version, evaluatedAt, ...measured } });
        here.add(keyOf(measured));
      }
      tally.count('evaluations', isThere ? 'alreadyThere' : 'imported');
    });
  }
}

async function measuredOf(evaluation: CardEvaluation, named: NamedRepositories) {
  const { dataset, revision, config, split, task, datasetName, source, metrics } = evaluation;
  const slice = [config && `config=${config}`, split && `split=${split}`].filter(Boolean).join(', ');
  const of = [task ?? 'measured', datasetName ?? dataset].filter(Boolean).join(' on ');
  const isOfHub = dataset !== null && isHubName(dataset);
  const commit = revision !== null && /^[0-9a-f]{40}$/.test(revision) ? revision : null;
  return {
    metrics: metrics.slice(0, MOST_METRICS).map(({ key, value }) => ({ key, value: jsonNumber(value) })),
    datasetVersion: isOfHub ? await named.dataset(dataset, commit) : null,
    slice: slice === '' ? null : slice.slice(0, MOST_SLICE),
    note: `By the model-index of its card: ${of}${source === null ? '' : `, by ${source}`}`.slice(0, MOST.description),
  };
}

function keyOf({
  slice,
  note,
  metrics,
  datasetVersion,
}: Omit<EvaluationHere, 'datasetVersion'> & { readonly datasetVersion: string | null }): string {
  const values = metrics.map(({ key, value }) => [key, String(value)]);
  return canonicalJson({ slice, note, datasetVersion, values });
}
