import type { ReactNode } from 'react';
import type { CsvValue } from '../export/csv';
import { CsvButton } from '../export/csv-button';

interface TableProps {
  /** The names of its columns; one that begins with `#` is of numbers. */
  readonly head: readonly string[];
  /** The rows of its CSV, where not all of them stand in the page. @default those that do */
  readonly csv?: (() => readonly (readonly CsvValue[])[]) | undefined;
  readonly children: ReactNode;
}

/** A table with its head; what is too wide for the page scrolls within it. */
export function Table({ head, csv, children }: TableProps) {
  return (
    <Tabled csv={csv && (() => [head.map((name) => name.replace('#', '')), ...csv()])}>
      <thead>
        <tr>
          {head.map((name) => (
            <th key={name} scope="col" className={name.startsWith('#') ? 'number' : undefined}>
              {name.replace('#', '')}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </Tabled>
  );
}

/** What stands around every table: it scrolls where it is too wide, and is saved as CSV. */
export function Tabled({ csv, children }: Pick<TableProps, 'csv' | 'children'>) {
  return (
    <div className="tabled">
      <div className="scroll">
        <table>{children}</table>
      </div>
      <CsvButton rows={csv} />
    </div>
  );
}
