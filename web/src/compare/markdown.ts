import { measured, plain } from '../parts/number';
import { type Comparison, differenceRows } from './difference-rows';

/** A comparison as Markdown, for a pull request. */
export function asMarkdown(comparison: Comparison): string {
  const refs = comparison.versions.map(({ ref }) => ref);
  const metrics = comparison.metrics.map(({ key, values }) => [escaped(key), ...values.map(measured)]);
  const differences = differenceRows(comparison).map(({ part, path, base, others }) => [
    escaped(`${part.toLowerCase()} ${path}`),
    value(base),
    ...refs.slice(1).map((ref) => (others.has(ref) ? value(others.get(ref)) : '=')),
  ]);
  const heads = refs.map(escaped);
  return [table(['Metric', ...heads], metrics), table(['Difference', ...heads], differences)].join('\n');
}

function value(of: unknown): string {
  return of === null || of === undefined ? '–' : coded(plain(of));
}

/** A value to the letter, whose blanks alone are one each. */
function coded(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  // Neither is there in a span: one that is empty, and the end of a cell behind what escapes it.
  if (line === '') return '""';
  if (line.includes('\\|')) return escaped(line);
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const padding = /^`|`$|^ .* $/.test(line) ? ' ' : '';
  return `${fence}${padding}${line.replaceAll('|', '\\|')}${padding}${fence}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return `${[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')}\n`;
}

/** A name cannot end its cell or its row, nor be markup. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>|]/g, '\\$&').replaceAll(/\s+/g, ' ');
}
