import { Offers } from './offers';

interface VersionOffersProps {
  readonly version: {
    readonly ref: string;
    readonly viewerCan: readonly string[];
    readonly approvals: readonly unknown[];
    readonly model: { readonly viewerCan: readonly string[] };
  };
}

/** What the caller may do to a version. */
export function VersionOffers({ version: { ref, viewerCan, approvals, model } }: VersionOffersProps) {
  return (
    <Offers
      can={[...viewerCan, ...model.viewerCan]}
      offers={[
        { action: 'PROMOTE', words: 'Promote', request: { kind: 'promote', ref } },
        { action: 'APPROVE', words: 'Approve', request: { kind: 'approve', ref } },
        ...(approvals.length === 0
          ? []
          : [{ action: 'APPROVE', words: 'Withdraw the approval', request: { kind: 'withdraw', ref } } as const]),
        { action: 'MOVE_ALIAS', words: 'Set an alias', request: { kind: 'set-alias', ref } },
        { action: 'DEPLOY', words: 'Record where it runs', request: { kind: 'deploy', ref } },
        { action: 'SET_STATUS', words: 'Change the status', request: { kind: 'status', ref } },
        { action: 'QUARANTINE', words: 'Quarantine', request: { kind: 'quarantine', ref } },
        {
          action: 'QUARANTINE',
          words: 'Quarantine what rests on it',
          request: { kind: 'quarantine-downstream', of: ref },
        },
      ]}
    />
  );
}
