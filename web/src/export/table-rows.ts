import type { CsvValue } from './csv';

/** What stands in a table for those who look at it alone. */
const LEFT_OUT = '[aria-hidden=true], button, input, select, svg';

/**
 * What a table of the page says, row by row, its heads first: of a `<time>` the moment and of `<data>` the value, which
 * are exact where the words are short.
 */
export function tableRows(table: HTMLTableElement): readonly (readonly CsvValue[])[] {
  return [...table.rows].map((row) =>
    [...row.cells].map((cell) => {
      const words = wordsOf(cell).replaceAll(/\s+/g, ' ').trim();
      return words === '–' ? null : words;
    }),
  );
}

function wordsOf(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? '';
  if (!(node instanceof HTMLElement) || node.matches(LEFT_OUT)) return '';
  if (node instanceof HTMLTimeElement) return node.dateTime;
  if (node instanceof HTMLDataElement) return node.value;
  const isBlock = node.matches('div, p, li, dt, dd');
  return `${isBlock ? ' ' : ''}${[...node.childNodes].map(wordsOf).join('')}${isBlock ? ' ' : ''}`;
}
