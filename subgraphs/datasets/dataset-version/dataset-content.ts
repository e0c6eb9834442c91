import { refuseMissing } from '#platform/errors/refuse-missing.js';
import { refuseDuplicates } from '#platform/validation/refuse-duplicates.js';
import { storedArtifacts } from '#values/artifact.js';
import type { RegisterDatasetVersionInput } from '#values/register-dataset-version.input.js';
import { columnLineageOf } from './column-lineage.js';
import type { DatasetContent } from './dataset-manifest.js';
import type { DatasetVersion, DatasetVersionRow } from './dataset-version.entity.js';
import { storedSplits } from './stored-split.js';

/**
 * What an input says a dataset version is.
 * @param find the version a ref selects, null where there is none
 * @param whole the same version with its schema
 * @throws {PedigraphError} BAD_USER_INPUT where something stands twice or a column is not there, REFERENCE_NOT_FOUND for unknown sources.
 */
export async function datasetContent(
  input: RegisterDatasetVersionInput,
  find: (ref: string) => Promise<DatasetVersionRow | null>,
  whole: (row: DatasetVersionRow) => Promise<DatasetVersion>,
): Promise<DatasetContent> {
  refuseDuplicates(
    'files',
    input.files.map((file) => file.path),
  );
  refuseDuplicates(
    'schema',
    input.schema.map((column) => column.name),
  );
  refuseDuplicates(
    'splits',
    input.splits.map((split) => split.name),
  );
  const files = storedArtifacts(input.files).sort((a, b) => (a.path < b.path ? -1 : 1));
  const derivedFrom = refuseMissing(
    'DatasetVersion',
    input.derivedFrom,
    await Promise.all(input.derivedFrom.map((ref) => find(ref))),
  );
  // What the refs select, not how they are spelled: `@latest` and `@1.0.0` may be one version.
  refuseDuplicates(
    'derivedFrom',
    derivedFrom.map((version) => version.ref),
  );
  const { rowCount = null, license = null, statistics = null, schema, splits, columnLineage } = input;
  return {
    files,
    schema,
    rowCount,
    license,
    statistics,
    splits: storedSplits(splits),
    derivedFrom,
    externalDigest: input.externalDigest ?? undefined,
    external: input.external ?? undefined,
    // Left out where the input had none, so that older digests stay.
    columnLineage:
      columnLineage == null
        ? undefined
        : columnLineageOf(input, columnLineage, await Promise.all(derivedFrom.map(whole))),
  };
}
