import { useRef, useState } from 'react';
import { ask } from '../api/ask';
import { count } from '../parts/number';
import { LedgerDocument } from './ledger.document';
import { browserSha256, ChainWalk, type Sha256, type Verification } from './verify-entries';

type State =
  | { readonly at: 'begin' }
  | { readonly at: 'walking' | 'end' | 'stopped'; readonly found: Verification }
  | { readonly at: 'failed'; readonly message: string };

/** Faults that are listed. */
const MOST = 20;

/** Recomputes every hash of every ledger in this browser, which need not believe the server. */
export function ChainCheck() {
  const [state, setState] = useState<State>({ at: 'begin' });
  const stopping = useRef<AbortController>(null);
  if (browserSha256 === undefined)
    return <p className="muted">This browser computes hashes on pages of HTTPS or of this machine alone.</p>;
  const sha256 = browserSha256;
  const begin = async () => {
    stopping.current = new AbortController();
    const { signal } = stopping.current;
    try {
      await walkAll(sha256, signal, (found) => setState({ at: 'walking', found }));
      setState((before) => ('found' in before ? { at: 'end', found: before.found } : before));
    } catch (error) {
      if (signal.aborted) setState((before) => ('found' in before ? { at: 'stopped', found: before.found } : before));
      else setState({ at: 'failed', message: (error as Error).message });
    }
  };
  return (
    <div className="stack">
      <p className="row">
        <button type="button" className="button primary" onClick={begin} disabled={state.at === 'walking'}>
          Recompute every hash
        </button>
        {state.at === 'walking' && (
          <button type="button" className="button" onClick={() => stopping.current?.abort()}>
            Stop
          </button>
        )}
      </p>
      <div role="status">
        {'found' in state && <Found state={state.at} found={state.found} />}
        {state.at === 'failed' && <p className="bad">It could not be read to the end: {state.message}</p>}
      </div>
    </div>
  );
}

function Found({ state, found }: { readonly state: 'walking' | 'end' | 'stopped'; readonly found: Verification }) {
  const { verified, withheld, faults } = found;
  return (
    <>
      <p className={faults.length > 0 ? 'bad' : state === 'end' ? 'good' : undefined}>
        {count(verified)} events verified{withheld > 0 && `, ${count(withheld)} more by their place alone`}
        {state === 'walking' && ' …'}
        {state === 'stopped' && ', then it was stopped.'}
        {state === 'end' && (faults.length === 0 ? ': the history is what was written.' : '.')}
      </p>
      {faults.length > 0 && (
        <ul className="list bad">
          {faults.slice(0, MOST).map((fault) => (
            <li key={fault}>{fault}</li>
          ))}
          {faults.length > MOST && <li>and {count(faults.length - MOST)} more</li>}
        </ul>
      )}
    </>
  );
}

async function walkAll(sha256: Sha256, signal: AbortSignal, onFound: (found: Verification) => void): Promise<void> {
  const walk = new ChainWalk(sha256);
  let after: string | undefined;
  do {
    const { data } = await ask(LedgerDocument, { first: 100, after }, signal);
    onFound(await walk.walk(data.ledger.nodes));
    const { hasNextPage, endCursor } = data.ledger.pageInfo;
    after = hasNextPage ? (endCursor ?? undefined) : undefined;
  } while (after !== undefined);
  onFound(walk.end());
}
