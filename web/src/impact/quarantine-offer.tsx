import { WriteButton } from '../writes/write-button';

interface QuarantineOfferProps {
  readonly of: string | undefined;
  /** What rests on it; null is what the caller may not see. */
  readonly versions: readonly ({ readonly viewerCan: readonly string[] } | null)[];
}

/** Takes all that rests on a thing out of use: all or none, so it is offered who may do it to each. */
export function QuarantineOffer({ of, versions }: QuarantineOfferProps) {
  if (of === undefined || versions.length === 0) return null;
  if (!versions.every((version) => version?.viewerCan.includes('QUARANTINE'))) return null;
  return (
    <p>
      <WriteButton request={{ kind: 'quarantine-downstream', of }}>Quarantine what rests on it</WriteButton>
    </p>
  );
}
