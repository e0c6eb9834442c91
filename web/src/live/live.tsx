import { notifyManager, type Query, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { readToken } from '../api/token';
import { useViewer } from '../frame/viewer';
import { isList, newsOf } from './concerned';
import { positionsOf } from './live-event';
import { liveState, onLiveState } from './live-state';

/** Follows what is written, once it is known who looks, and tells of it. */
export function Live() {
  const client = useQueryClient();
  const { data: answer } = useViewer();
  const { mode, words } = useSyncExternalStore(onLiveState, liveState);
  const caller = answer && `${answer.data.me.actor} ${readToken() ?? ''}`;
  useEffect(() => {
    const heads = client.getQueryData<typeof answer>(['Viewer', {}])?.data.catalogStatus;
    if (caller === undefined || heads === undefined) return undefined;
    const ended = new AbortController();
    void import('./start-live').then(({ startLive }) => startLive(client, positionsOf(heads), ended.signal));
    return () => ended.abort();
  }, [client, caller]);
  const [sign, word, title] = SIGNS[mode];
  return (
    <>
      <span className={mode === 'streaming' ? 'good' : 'muted'} title={title} data-live={mode}>
        <span aria-hidden="true">{sign}</span> {word}
        <span className="unseen">: {title}</span>
      </span>
      <span className="unseen" role="status">
        {words}
      </span>
    </>
  );
}

const SIGNS = {
  streaming: ['●', 'live', 'what is written is shown as it happens'],
  polling: ['◐', 'every 15 s', 'what is written is asked for every 15 seconds'],
  off: ['○', 'every 30 s', 'each page is asked for again every 30 seconds'],
} as const;

/** How much is new to the list that is shown; it is read anew when somebody says so. */
export function News() {
  const client = useQueryClient();
  const { news } = useSyncExternalStore(onLiveState, liveState);
  const list = useShownList();
  const fresh = list === undefined ? 0 : newsOf(list, news);
  if (list === undefined || fresh === 0) return null;
  return (
    <div className="notice row" role="status">
      {fresh} new since this was read.
      <button
        type="button"
        className="button"
        onClick={() => void client.invalidateQueries({ queryKey: list.queryKey })}
      >
        Show {fresh === 1 ? 'it' : 'them'}
      </button>
    </div>
  );
}

/** The query of the list that is shown, as often as it is another one or was read anew. */
function useShownList(): Query | undefined {
  const cache = useQueryClient().getQueryCache();
  const find = () => cache.findAll({ type: 'active', predicate: isList })[0];
  const subscribe = useCallback((listener: () => void) => cache.subscribe(notifyManager.batchCalls(listener)), [cache]);
  useSyncExternalStore(subscribe, () => {
    const list = find();
    return list && `${list.queryHash} ${list.state.dataUpdatedAt}`;
  });
  return find();
}
