import { sameJsonInTurns } from '#platform/digest/canonical-json-in-turns.js';
import type { Bump } from '#platform/versions/derive-version.js';
import { artifactIdentity } from '#values/artifact.js';
import type { DatasetContent } from './dataset-manifest.js';

/**
 * MAJOR: a reader of the version before may break (a column is gone, renamed, of another type, or may be null now), or
 * the data come from other datasets; MINOR: other rows or files, or more columns; PATCH: the rest, such as licence,
 * statistics, splits, the order of columns, a column that is no longer null.
 * @param sources the names of the datasets that the version before was derived from
 */
export async function datasetBump(
  before: Omit<DatasetContent, 'derivedFrom' | 'columnLineage' | 'externalDigest' | 'external'>,
  sources: readonly string[],
  after: DatasetContent,
): Promise<Bump> {
  const major = [
    ...brokenColumns(before.schema, after.schema),
    ...changedSources(
      sources,
      after.derivedFrom.map((version) => version.name),
    ),
  ];
  if (major.length > 0) return { level: 'MAJOR', reasons: major };

  const minor: string[] = [];
  if (before.rowCount !== after.rowCount)
    minor.push(`the rows went from ${before.rowCount ?? 'unknown'} to ${after.rowCount ?? 'unknown'}`);
  if (!(await sameJsonInTurns(before.files.map(artifactIdentity), after.files.map(artifactIdentity))))
    minor.push('the files changed');
  const had = new Set(before.schema.map((column) => column.name));
  for (const { name } of after.schema) if (!had.has(name)) minor.push(`the column ${name} was added`);
  if (minor.length > 0) return { level: 'MINOR', reasons: minor };
  return { level: 'PATCH', reasons: ['only what is said about the data changed'] };
}

function brokenColumns(before: DatasetContent['schema'], after: DatasetContent['schema']): string[] {
  const now = new Map(after.map((column) => [column.name, column]));
  return before.flatMap((column) => {
    const same = now.get(column.name);
    if (same === undefined) return [`the column ${column.name} is gone`];
    if (same.type !== column.type) return [`the column ${column.name} went from ${column.type} to ${same.type}`];
    return same.nullable && !column.nullable ? [`the column ${column.name} may be null now`] : [];
  });
}

function changedSources(before: readonly string[], after: readonly string[]): string[] {
  const [had, has] = [new Set(before), new Set(after)];
  return [
    ...[...has]
      .filter((name) => !had.has(name))
      .map((name) => `it is derived from ${name}, which the version before was not`),
    ...[...had].filter((name) => !has.has(name)).map((name) => `it is no longer derived from ${name}`),
  ];
}
