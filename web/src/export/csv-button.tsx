import type { MouseEvent } from 'react';
import type { CsvValue } from './csv';

interface CsvButtonProps {
  /** The rows of the file, the head first. @default what stands in the table before the button */
  readonly rows?: (() => readonly (readonly CsvValue[])[]) | undefined;
  /** What it says. @default `CSV` */
  readonly label?: string;
}

/** Saves a table as CSV, under what stands above it. */
export function CsvButton({ rows, label = 'CSV' }: CsvButtonProps) {
  const save = async ({ currentTarget }: MouseEvent<HTMLElement>) => {
    const heading = currentTarget.closest('section')?.querySelector('h2')?.textContent;
    const table = currentTarget.closest('.tabled')?.querySelector('table');
    const [{ csvOf }, { saveFile }, { tableRows }] = await Promise.all([
      import('./csv'),
      import('./save-file'),
      import('./table-rows'),
    ]);
    const content = csvOf(rows?.() ?? (table ? tableRows(table) : []));
    const page = document.querySelector('h1')?.textContent ?? 'table';
    saveFile(
      `${[page, heading].filter(Boolean).join(' ')}.csv`,
      new Blob([content], { type: 'text/csv;charset=utf-8' }),
    );
  };
  return (
    <button type="button" className="button quiet csv" onClick={(event) => void save(event)}>
      {label}
    </button>
  );
}
