import { useEffect, useRef, useState } from 'react';
import { ask } from '../api/ask';
import { count } from '../parts/number';
import type { Tone } from '../parts/words';
import { ChainDocument } from './chain.document';
import { CheckpointDocument } from './checkpoint.document';
import { browserSha256, ChainWalk, type Sha256, type Verification } from './verify-entries';

/** What was found, and the root hash of the checkpoint that it leads to. */
interface Walked {
  readonly found: Verification;
  readonly rootHash: string;
}

type State =
  | { readonly at: 'begin' }
  | ({ readonly at: 'walking' | 'end' | 'stopped' } & Walked)
  | { readonly at: 'failed'; readonly message: string };

/** Faults that are listed. */
const MOST = 20;

/** Recomputes every hash of every ledger in this browser, up to the one that can be compared with one stored elsewhere. */
export function ChainCheck() {
  const [state, setState] = useState<State>({ at: 'begin' });
  const stopping = useRef<AbortController>(null);
  useEffect(() => () => stopping.current?.abort(), []);
  if (browserSha256 === undefined)
    return <p className="muted">This browser computes hashes on pages of HTTPS or of this machine alone.</p>;
  const sha256 = browserSha256;
  const begin = async () => {
    stopping.current = new AbortController();
    const { signal } = stopping.current;
    try {
      await walkAll(sha256, signal, (walked) => setState({ at: 'walking', ...walked }));
      setState((before) => ('found' in before ? { ...before, at: 'end' } : before));
    } catch (error) {
      if (signal.aborted) setState((before) => ('found' in before ? { ...before, at: 'stopped' } : before));
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
        {'found' in state && <Found {...state} />}
        {state.at === 'failed' && <p className="bad">It could not be read to the end: {state.message}</p>}
      </div>
    </div>
  );
}

function Found({ at, found, rootHash }: Extract<State, Walked>) {
  const { verified, withheld, faults } = found;
  return (
    <>
      <p className={toneOf(at, found)}>
        {count(verified)} events verified{withheld > 0 && `, ${count(withheld)} more only by their place`}
        {at === 'walking' && ' …'}
        {at === 'stopped' && ', then it was stopped.'}
        {at === 'end' && endOf(found)}
      </p>
      {at === 'end' && faults.length === 0 && (
        <p>
          They lead to the root hash <code>{rootHash}</code>: compare it with one that was stored elsewhere. This server
          alone cannot show that it has not written everything anew.
        </p>
      )}
      {faults.length > 0 && (
        <>
          <p>Events of what you may not see are left out: here they look like events that are missing.</p>
          <ul className="list bad">
            {faults.slice(0, MOST).map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
            {faults.length > MOST && <li>and {count(faults.length - MOST)} more</li>}
          </ul>
        </>
      )}
    </>
  );
}

function toneOf(at: Extract<State, Walked>['at'], { withheld, faults }: Verification): Tone | undefined {
  if (faults.length > 0) return 'bad';
  if (at !== 'end') return undefined;
  return withheld > 0 ? 'warn' : 'good';
}

function endOf({ withheld, faults }: Verification): string {
  if (faults.length > 0) return '.';
  return withheld > 0 ? ': the content of those is withheld from you.' : ': the history is what was written.';
}

async function walkAll(sha256: Sha256, signal: AbortSignal, onWalked: (walked: Walked) => void): Promise<void> {
  // First where it has to end, then the events, of which the catalog must have read as many.
  const { ledgerCheckpoint } = (await ask(CheckpointDocument, {}, signal)).data;
  const { heads, rootHash } = ledgerCheckpoint;
  const atLeast = Object.fromEntries(heads.map(({ subgraph, position }) => [subgraph, position]));
  const walk = new ChainWalk(sha256, ledgerCheckpoint);
  let after: string | undefined;
  do {
    const { nodes, pageInfo } = (await ask(ChainDocument, { after, atLeast }, signal)).data.ledger;
    onWalked({ found: await walk.walk(nodes), rootHash });
    after = pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined;
  } while (after !== undefined);
  onWalked({ found: await walk.end(), rootHash });
}
