interface MoveProps {
  /** What moves: an alias, a target. */
  readonly what: string;
  /** The version that it leaves; null where it is nowhere. */
  readonly from: string | null | undefined;
  /** The version that it goes to; null where it is taken away. */
  readonly to: string | null | undefined;
}

/** What moves from where to where. */
export function Move({ what, from, to }: MoveProps) {
  return (
    <p className="move">
      <b>{what}</b>: <span className="ref">{from ?? 'nowhere'}</span> <span aria-hidden="true">→</span>
      <span className="unseen">to</span> <span className="ref">{to ?? 'nowhere'}</span>
    </p>
  );
}

/** What somebody else has done to an alias meanwhile, of the extensions of a CONFLICT. */
export function movedAlias({ current }: Readonly<Record<string, unknown>>): string | undefined {
  if (current === undefined) return undefined;
  return current === null ? 'Somebody took it away meanwhile.' : `Somebody moved it to ${current} meanwhile.`;
}
