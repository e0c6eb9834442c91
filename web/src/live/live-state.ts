import type { LiveEvent } from './live-event';

/** How the page hears of writes: by a stream, by questions, or as each page asks by itself. */
export type LiveMode = 'streaming' | 'polling' | 'off';

/** What the frame shows of it. */
export interface LiveState {
  readonly mode: LiveMode;
  /** What was written while a list was shown that is not read again by itself, with when this page heard of it. */
  readonly news: readonly (LiveEvent & { readonly heardAt: number })[];
  /** What was written last, in words for those who hear the page. */
  readonly words: string;
}

let state: LiveState = { mode: 'off', news: [], words: '' };
const listeners = new Set<() => void>();

/** For `useSyncExternalStore`. */
export function liveState(): LiveState {
  return state;
}

/** Calls back at each change, until what it returns is called. */
export function onLiveState(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Changes some of it. */
export function setLiveState(change: Partial<LiveState>): void {
  state = { ...state, ...change };
  for (const listener of listeners) listener();
}
