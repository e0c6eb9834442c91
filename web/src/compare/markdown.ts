import { measured, plain } from '../parts/number';
import { type Comparison, differenceRows } from './difference-rows';

/** A comparison as Markdown, for a pull request. */
export function asMarkdown(comparison: Comparison): string {
  const refs = comparison.versions.map(({ ref }) => ref);
  const metrics = comparison.metrics.map(({ key, values }) => [key, ...values.map(measured)]);
  const differences = differenceRows(comparison).map(({ part, path, base, others }) => [
    `${part.toLowerCase()} ${path}`,
    value(base),
    ...refs.slice(1).map((ref) => (others.has(ref) ? value(others.get(ref)) : '=')),
  ]);
  return [table(['Metric', ...refs], metrics), table(['Difference', ...refs], differences)].join('\n');
}

function value(of: unknown): string {
  return of === null || of === undefined ? '–' : plain(of);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`;
  return `${[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')}\n`;
}

/** A value cannot end its cell or its row, nor be markup. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>|]/g, '\\$&').replaceAll(/\s+/g, ' ');
}
