import { useState } from 'react';
import { count } from './number';

/**
 * How many rows of a long table stand in the page, and the button that shows as many more; its CSV has all of them.
 * @param step rows that come at once
 */
export function useShowMore(length: number, step: number) {
  const [most, setMost] = useState(step);
  const rest = length - most;
  const button = rest > 0 && (
    <p>
      <button type="button" className="button" onClick={() => setMost(most + step)}>
        Show {count(Math.min(step, rest))} of {count(rest)} more
      </button>
    </p>
  );
  return { most, button };
}
