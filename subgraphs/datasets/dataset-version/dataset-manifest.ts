import { compareTexts } from '#platform/digest/compare-texts.js';
import { type Sealed, seal } from '#platform/digest/digest.js';
import { artifactIdentity } from '#values/artifact.js';
import type { ColumnLineage } from '#values/dataset-parts.js';
import type { ExternalDatasetInput, ExternalDigest } from '#values/external-dataset.js';
import type { DatasetSource } from './column-lineage.js';
import type { DatasetVersion } from './dataset-version.entity.js';

/** What a dataset version is made of. */
export type DatasetContent = Pick<
  DatasetVersion,
  'files' | 'schema' | 'rowCount' | 'license' | 'statistics' | 'splits'
> & {
  readonly derivedFrom: readonly DatasetSource[];
  readonly columnLineage?: readonly ColumnLineage[] | undefined;
  readonly externalDigest?: ExternalDigest | undefined;
  readonly external?: ExternalDatasetInput | undefined;
};

/**
 * Seals what makes a dataset version what it is. Its name, version and description are not part of it, nor is the
 * place of a file whose digest is known.
 */
export function sealDataset({
  files,
  schema,
  rowCount,
  license,
  statistics,
  splits,
  derivedFrom,
  columnLineage,
  externalDigest,
  external,
}: DatasetContent): Promise<Sealed> {
  return seal({
    kind: 'DatasetVersion',
    files: files.map(artifactIdentity),
    schema: schema.map(({ name, type, nullable, description }) => ({
      name,
      type,
      nullable,
      description: description ?? null,
    })),
    rows: rowCount,
    license,
    statistics,
    splits: splits.map((split) => ({ name: split.name, rows: split.rows, files: split.files })),
    // The ref decides between two names of one content, so that the order of the input never counts.
    derivedFrom: derivedFrom
      .map(({ ref, digest }) => ({ ref, digest }))
      .sort((a, b) => compareTexts(a.digest, b.digest) || compareTexts(a.ref, b.ref)),
    ...(columnLineage && { columnLineage: columnLineage.map(({ column, from }) => ({ column, from })) }),
    ...(externalDigest && { externalDigest: { algorithm: externalDigest.algorithm, value: externalDigest.value } }),
    ...(external && { external: externalTexts(external) }),
  });
}

function externalTexts({
  name,
  sourceType = null,
  source = null,
  schema = null,
  profile = null,
}: ExternalDatasetInput): Readonly<Record<keyof ExternalDatasetInput, string | null>> {
  return { name, sourceType, source, schema, profile };
}
