import type { QueryClient } from '@tanstack/react-query';
import { setFollowed } from '../api/followed';
import { askAnew } from '../api/refresh';
import { readToken } from '../api/token';
import type { LedgerPositions } from '../api/write';
import { eventWord } from '../parts/event-word';
import { isConcerned } from './concerned';
import { flashChanges } from './flash-changes';
import { follow } from './follow';
import { leadWhileVisible, visible } from './leader';
import { eventsBehind, furthest, type LiveEvent, type LiveUpdate } from './live-event';
import { type LiveMode, liveState, setLiveState } from './live-state';

/** Milliseconds between two readings of what has changed, and until what one write did has come together. */
const EVERY = 2_000;
const TOGETHER = 150;
/** News that are counted; who has more reads anew anyway. */
const MOST_NEWS = 999;

/** What tabs tell each other. */
type Told = { readonly update: LiveUpdate } | { readonly mode: LiveMode } | { readonly asks: true };

/**
 * Follows what is written, from some positions on: one tab of the browser by a stream, the others by it. What is shown
 * and concerned is read anew, at most once in two seconds, and not while nobody looks.
 */
export async function startLive(client: QueryClient, from: LedgerPositions, signal: AbortSignal): Promise<void> {
  const name = `pedigraph.live.${await nameOfCaller()}`;
  if (signal.aborted) return;
  const channel = new BroadcastChannel(name);
  let told = from;
  let waiting: LiveEvent[] | null = [];
  let isDue = false;
  let lastRead = 0;

  const hear = ({ events, positions }: LiveUpdate) => {
    const behind = events === null ? null : eventsBehind(events, told);
    told = events === null ? positions : furthest(told, positions);
    if (behind?.length === 0) return;
    waiting = behind === null || waiting === null ? null : [...waiting, ...behind];
    const heardAt = Date.now();
    const news = (behind ?? []).map((event) => ({ ...event, heardAt }));
    setLiveState({ news: [...liveState().news, ...news].slice(-MOST_NEWS), words: wordsOf(behind) });
    if (!isDue) void readSoon();
  };
  const readSoon = async () => {
    isDue = true;
    await new Promise((resolve) => setTimeout(resolve, Math.max(TOGETHER, lastRead + EVERY - Date.now())));
    await visible(signal);
    isDue = false;
    if (signal.aborted) return;
    const events = waiting;
    waiting = [];
    lastRead = Date.now();
    await flashChanges(() => askAnew(client, (query) => isConcerned(query, events)));
  };
  const setMode = (mode: LiveMode) => {
    setFollowed(mode !== 'off', Date.now());
    setLiveState({ mode });
  };

  let isLeading = false;
  channel.addEventListener('message', ({ data }: MessageEvent<Told>) => {
    if ('update' in data) hear(data.update);
    else if ('mode' in data) setMode(data.mode);
    else if (isLeading) channel.postMessage({ mode: liveState().mode } satisfies Told);
  });
  signal.addEventListener('abort', () => {
    channel.close();
    setMode('off');
  });
  channel.postMessage({ asks: true } satisfies Told);

  await leadWhileVisible(name, signal, async (until) => {
    isLeading = true;
    await follow({
      told: () => told,
      onUpdate: (update) => {
        channel.postMessage({ update } satisfies Told);
        hear(update);
      },
      onMode: (mode) => {
        if (!signal.aborted) channel.postMessage({ mode } satisfies Told);
        setMode(mode);
      },
      signal: until,
    });
    isLeading = false;
  });
  // Nothing is told any more, such as after a log-out: the page says so itself.
  if (!signal.aborted) await askAnew(client);
}

/** Tabs with another token hear by another stream: what one may see is not what the other may. */
async function nameOfCaller(): Promise<string> {
  const token = readToken();
  // Where there is no digest there are no locks either, so no tab hears for another.
  if (token === null || crypto.subtle === undefined) return token === null ? 'session' : `tab-${Math.random()}`;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function wordsOf(events: readonly LiveEvent[] | null): string {
  const last = events?.at(-1);
  if (last === undefined) return 'Something has changed.';
  const more = events === null || events.length === 1 ? '' : `, and ${events.length - 1} more`;
  return `${eventWord(last.typeName)}: ${last.subject}, by ${last.actor}${more}`;
}
