interface QueryFaultProps {
  readonly query: string;
  /** Counted from 1 in characters; behind the end where something is missing. */
  readonly column: number;
  readonly message: string;
}

/** Where a query cannot be understood: the place in it, and what was expected there. */
export function QueryFault({ query, column, message }: QueryFaultProps) {
  const characters = [...query];
  const at = column - 1;
  return (
    <div className="notice failure fault" role="alert">
      <p>
        <code>
          {characters.slice(0, at).join('')}
          <mark>{characters[at] ?? '\u00a0\u00a0'}</mark>
          {characters.slice(at + 1).join('')}
        </code>
      </p>
      <p>{message}</p>
    </div>
  );
}
