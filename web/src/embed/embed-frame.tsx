import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useSearch } from '@tanstack/react-router';
import { type MouseEvent, useEffect, useRef } from 'react';
import { takeToken } from '../api/token';
import { applyTheme } from '../frame/theme';
import { listenForToken, reportHeight } from './parent';
import './embed.css';

/** What stands around an embed: nothing that is seen. */
export function EmbedFrame() {
  const { theme } = useSearch({ from: '/embed' });
  const main = useRef<HTMLElement>(null);
  const client = useQueryClient();
  useEffect(() => applyTheme(theme ?? 'auto'), [theme]);
  useEffect(() => reportHeight(main.current!), []);
  useEffect(
    () =>
      listenForToken((token) => {
        takeToken(token);
        void client.resetQueries();
      }),
    [client],
  );
  return (
    <main className="embed" ref={main} onClickCapture={openElsewhere}>
      <Outlet />
    </main>
  );
}

/** A link to another page opens it by itself: the frame shows what it was put there for, and may frame nothing else. */
function openElsewhere(event: MouseEvent<HTMLElement>): void {
  const link = (event.target as Element).closest('a');
  if (link === null || link.pathname === location.pathname || link.origin !== location.origin) return;
  event.preventDefault();
  event.stopPropagation();
  window.open(link.href, '_blank', 'noopener');
}
