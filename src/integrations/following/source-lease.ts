import { ApiError } from '#integrations/client/api-error.js';
import type { GraphqlClient } from '#integrations/client/graphql-client.js';

const STATE = 'nextAt failures position reading';
const CLAIM = `mutation ($input: ClaimSourceInput!) { claimSource(input: $input) { granted source { ${STATE} } } }`;
const REPORT = `mutation ($input: ReportSourceReadInput!) { reportSourceRead(input: $input) { source { ${STATE} } } }`;

/** So long nobody else reads a source whose follower died. */
const LEASE_SECONDS = 60;

/** A source as the server knows it. */
export interface NamedSource {
  readonly kind: 'GIT' | 'MLFLOW' | 'HUGGING_FACE';
  /** Without user and password. */
  readonly source: string;
  readonly namespace: string;
  readonly schedule: string;
}

/** What the server knows of earlier reads. */
export interface SourceState {
  readonly nextAt: string | null;
  readonly failures: number;
  readonly position: string | null;
  /** Whether a follower reads it. */
  readonly reading: boolean;
}

/** How a read ended. */
export interface SourceRead {
  readonly outcome: 'READ' | 'UNCHANGED' | 'FAILED' | 'STOPPED';
  readonly brought?: object;
  readonly failure?: string;
  readonly position?: string | null;
  readonly nextAt: Date;
}

/** That a source is not to be read now: it is not due, or another follower reads it. */
export interface NotGranted {
  readonly granted: false;
  readonly state: SourceState;
}

/** The right to read a source, which no other follower has meanwhile. */
export interface SourceLease {
  readonly granted: true;
  readonly state: SourceState;
  /** Aborts where the lease is lost: another follower may read the source. */
  readonly lost: AbortSignal;
  /** Reports to the server how the read ended, and gives the lease back. */
  giveBack(read: SourceRead): Promise<void>;
}

/**
 * Takes the lease of a source, and renews it until it is given back.
 * @param ifDue take it only where the source is due
 * @throws {ApiError} where the server cannot be asked, or refuses.
 */
export async function takeLease(
  { kind, source, namespace, schedule }: NamedSource,
  { holder, ifDue, client }: { readonly holder: string; readonly ifDue: boolean; readonly client: GraphqlClient },
): Promise<SourceLease | NotGranted> {
  const input = { kind, source, namespace, schedule, holder, ifDue, leaseSeconds: LEASE_SECONDS };
  const claim = async () => {
    const options = { safeWithoutKey: true };
    const { claimSource } = await client.mutate<{ claimSource: { granted: boolean; source: SourceState } }>(
      CLAIM,
      { input },
      options,
    );
    return claimSource;
  };
  const { granted, source: state } = await claim();
  if (!granted) return { granted, state };
  const lost = new AbortController();
  const lose = () => {
    // Renewed once more, it would be granted as soon as the other follower is done: a lease that nobody reads with.
    clearInterval(renewal);
    lost.abort();
  };
  let renewed: Promise<unknown> = Promise.resolve();
  const renewal = setInterval(
    () => {
      renewed = claim().then(
        (again) => again.granted || lose(),
        // The server may be away for a moment, and the lease still holds; a refusal will not pass.
        (error) => isPassing(error) || lose(),
      );
    },
    (LEASE_SECONDS * 1_000) / 3,
  );
  return {
    granted,
    state,
    lost: lost.signal,
    async giveBack({ nextAt, ...read }) {
      clearInterval(renewal);
      // A renewal that arrived after the report would take the lease anew, for nobody.
      await renewed;
      const ended = { source, namespace, holder, ...read, nextAt: nextAt.toISOString() };
      await client.mutate(REPORT, { input: ended });
    },
  };
}

function isPassing(error: unknown): boolean {
  return error instanceof ApiError && ['UNAVAILABLE', 'TIMEOUT', 'OUTCOME_UNKNOWN', 'OVERLOADED'].includes(error.code);
}
