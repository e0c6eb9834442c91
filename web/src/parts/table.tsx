import type { ReactNode } from 'react';

interface TableProps {
  /** The names of its columns; one that begins with `#` is of numbers. */
  readonly head: readonly string[];
  readonly children: ReactNode;
}

/** A table with its head; what is too wide for the page scrolls within it. */
export function Table({ head, children }: TableProps) {
  return (
    <div className="scroll">
      <table>
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
      </table>
    </div>
  );
}
