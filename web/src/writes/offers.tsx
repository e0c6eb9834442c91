import { useRef } from 'react';
import { WriteButton } from './write-button';
import { openWrite, type WriteRequest } from './write-request';

/** A write that is offered, and the action by which somebody may do it. */
export interface Offer {
  readonly action: string;
  readonly words: string;
  readonly request: WriteRequest;
}

interface OffersProps {
  /** What the caller may do, as `viewerCan` says it. */
  readonly can: readonly string[];
  /** The first that the caller may do is a button, the others a menu. */
  readonly offers: readonly Offer[];
}

/** The writes that the caller may do; what one may not do is not offered. */
export function Offers({ can, offers }: OffersProps) {
  const menu = useRef<HTMLDetailsElement>(null);
  const [first, ...others] = offers.filter(({ action }) => can.includes(action));
  if (first === undefined) return null;
  const choose = (request: WriteRequest) => {
    menu.current?.removeAttribute('open');
    // Where the focus comes back to when the dialog is closed.
    menu.current?.querySelector('summary')?.focus();
    openWrite(request);
  };
  return (
    <>
      <WriteButton request={first.request} className="button primary">
        {first.words}
      </WriteButton>
      {others.length > 0 && (
        <details className="menu" ref={menu}>
          <summary className="button">Change&nbsp;▾</summary>
          <div>
            {others.map(({ words, request }) => (
              <button
                key={words}
                type="button"
                className="button"
                aria-haspopup="dialog"
                onClick={() => choose(request)}
              >
                {words} …
              </button>
            ))}
          </div>
        </details>
      )}
    </>
  );
}
