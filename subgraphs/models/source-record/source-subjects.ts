import type { ActionTarget } from '#platform/auth/action-rule.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { resolvePins } from '#platform/ports/resolve-pins.js';
import { requireVersion } from '../model-version/require-version.js';
import type { RecordSourceInput, RecordSourcesInput } from './record-sources.inputs.js';
import type { SourceRecordContext } from './source-record.context.js';
import { SourceSubjectKind } from './source-subject-kind.js';

/** What is in a source. */
export interface SourceSubject {
  readonly kind: SourceSubjectKind;
  readonly id: string;
  readonly ref: string;
}

/**
 * What facts are of, in their order: one question to the owner of each kind, however many there are.
 * @throws {PedigraphError} BAD_USER_INPUT where one names not exactly one thing; NOT_FOUND or REFERENCE_NOT_FOUND where there
 * is none that the caller may see.
 */
export async function sourceSubjects(
  sources: readonly RecordSourceInput[],
  { loaders, ports }: SourceRecordContext,
): Promise<readonly SourceSubject[]> {
  for (const source of sources) assertOne(source);
  const keys = (field: 'datasetVersion' | 'run') => [...new Set(sources.flatMap((source) => source[field] ?? []))];
  const [refs, runs] = [keys('datasetVersion'), keys('run')];
  const [datasetVersions, runPins] = await Promise.all([
    resolvePins(ports, { subgraph: 'datasets', type: 'DatasetVersion', key: 'ref', keys: refs }),
    resolvePins(ports, { subgraph: 'experiments', type: 'Run', key: 'id', keys: runs }),
  ]);
  const datasetVersionOf = new Map(refs.map((ref, index) => [ref, datasetVersions[index]!]));
  const runOf = new Map(runs.map((id, index) => [id, runPins[index]!]));
  return Promise.all(
    sources.map(async ({ modelVersion, datasetVersion, run }): Promise<SourceSubject> => {
      if (modelVersion != null) {
        const { id, ref } = await requireVersion(modelVersion, loaders);
        return { kind: SourceSubjectKind.MODEL_VERSION, id, ref };
      }
      const { id, ref } = datasetVersion == null ? runOf.get(run!)! : datasetVersionOf.get(datasetVersion)!;
      return { kind: datasetVersion == null ? SourceSubjectKind.RUN : SourceSubjectKind.DATASET_VERSION, id, ref };
    }),
  );
}

/** What `recordSources` is done to. */
export async function targetsOfSources(
  { sources }: RecordSourcesInput,
  context: SourceRecordContext,
): Promise<readonly ActionTarget[]> {
  return (await sourceSubjects(sources, context)).map(({ ref }) => ({ name: ref }));
}

function assertOne({ modelVersion, datasetVersion, run }: RecordSourceInput): void {
  const given = Object.entries({ modelVersion, datasetVersion, run }).filter(([, value]) => value != null);
  if (given.length === 1) return;
  throw new PedigraphError(
    'BAD_USER_INPUT',
    `Expected one of modelVersion, datasetVersion and run, which is in the source, but got ${given.map(([name]) => name).join(' and ') || 'none'}. Nothing was written.`,
  );
}
