import { alignColumns } from '#integrations/printing/align-columns.js';
import { printable } from '#platform/errors/printable.js';
import type { CountedKind, GitImportReport, KindCount } from './git-tally.js';

/** The report as people read it: a table of counts, then every line of its lists. */
export function formatGitReport<Kind extends CountedKind>(report: GitImportReport<Kind>): string {
  const { counts, skips, remarks, contradictions, ...of } = report;
  const rows = Object.entries<KindCount>(counts).map(([kind, count]) =>
    [LABELS[kind as CountedKind], count.inRepository, count.imported, count.alreadyThere, count.skipped].map(String),
  );
  const table = [['', 'in the repository', of.dryRun ? 'to import' : 'imported', 'already there', 'skipped'], ...rows];
  const lines = alignColumns(table, { numbers: true });
  return [
    printable(
      `${of.repository} as ${of.namespace}${of.dryRun ? ' (dry run: nothing is written)' : ''}: ${of.commits} commits`,
    ),
    ...lines,
    ...verificationLine(of.verification),
    ...listed(
      'skipped',
      skips.map(({ kind, path, reason, code }) => `${path} (${kind}): ${reason}${code ? ` [${code}]` : ''}`),
    ),
    ...listed(
      'contradictions',
      contradictions.map(({ path, remark }) => `${path}: ${remark}`),
    ),
    ...listed(
      'remarks',
      remarks.map(({ path, remark }) => `${path}: ${remark}`),
    ),
    ...(of.linesLeftOut > 0 ? ['', `and ${of.linesLeftOut} more lines, which are not listed`] : []),
  ].join('\n');
}

/** Nothing where nothing was to be verified. */
function verificationLine({ matching, differing, unreachable }: GitImportReport['verification']): string[] {
  if (matching + differing + unreachable === 0) return [];
  return [
    `digests verified: ${matching} are those of their bytes, ${differing} differ, of ${unreachable} no bytes could be read`,
  ];
}

const LABELS: Readonly<Record<CountedKind, string>> = {
  runs: 'runs',
  datasets: 'dataset versions',
  environments: 'environments',
  loggedModels: 'logged models',
  models: 'models',
  modelVersions: 'model versions',
  aliasMoves: 'moves of aliases',
  evaluations: 'evaluations',
};

function listed(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `${title} (${lines.length}):`, ...lines.map((line) => `  ${printable(line)}`)];
}
