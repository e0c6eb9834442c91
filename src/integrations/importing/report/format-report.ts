import { alignColumns } from '#integrations/printing/align-columns.js';
import { printable } from '#platform/errors/printable.js';
import type { CountedKind, ImportReport } from './import-report.js';
import type { Remark } from './report-lines.js';

/** The report as people read it: a table of counts, then every skip and remark with its path. */
export function formatReport({ counts, metricPoints, skips, changes, remarks, linesLeftOut }: ImportReport): string {
  const rows = Object.entries(counts).map(([kind, count]) =>
    [LABELS[kind as CountedKind], count.inStore, count.imported, count.alreadyThere, count.skipped].map(String),
  );
  const table = [['', 'in the store', 'imported', 'already there', 'skipped'], ...rows];
  const lines = alignColumns(table, { numbers: true });
  return [
    ...lines,
    '',
    `${metricPoints} metric points stored`,
    ...listed(
      'skipped',
      skips.map(({ kind, path, reason, code }) => `${path} (${kind}): ${reason}${code ? ` [${code}]` : ''}`),
    ),
    ...listed('followed', changes.map(lineOf)),
    ...listed('remarks', remarks.map(lineOf)),
    ...(linesLeftOut > 0 ? ['', `and ${linesLeftOut} more lines, which are not listed`] : []),
  ].join('\n');
}

function lineOf({ path, remark }: Remark): string {
  return `${path}: ${remark}`;
}

const LABELS: Readonly<Record<CountedKind, string>> = {
  experiments: 'experiments',
  runs: 'runs',
  loggedModels: 'logged models',
  datasets: 'datasets',
  environments: 'environments',
  models: 'models',
  modelVersions: 'model versions',
  aliases: 'aliases',
};

function listed(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `${title} (${lines.length}):`, ...lines.map((line) => `  ${printable(line)}`)];
}
