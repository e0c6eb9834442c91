/** What is reported to a page that frames one of ours, by `postMessage`; docs/embed.md. */
type Report = { readonly type: 'pedigraph.ready' } | { readonly type: 'pedigraph.height'; readonly height: number };

/**
 * Reports to the page around this one. To whichever origin it has: the content policy has let it frame this page, and
 * neither message says anything of what the page shows.
 */
function report(what: Report): void {
  if (window.parent !== window) window.parent.postMessage(what, '*');
}

/** Reports the height of the page, now and whenever that changes. @returns ends that */
export function reportHeight(of: Element): () => void {
  const watch = new ResizeObserver(() => report({ type: 'pedigraph.height', height: Math.ceil(of.scrollHeight) }));
  watch.observe(of);
  return () => watch.disconnect();
}

/**
 * Takes the token that the page around this one sends, once it has heard that this one listens. From nobody else: not
 * from another frame, nor from a window that this page was opened by.
 * @returns ends that
 */
export function listenForToken(onToken: (token: string) => void): () => void {
  const listen = ({ source, data }: MessageEvent<unknown>) => {
    if (source !== window.parent || window.parent === window) return;
    if (typeof data !== 'object' || data === null || !('type' in data) || data.type !== 'pedigraph.token') return;
    if ('token' in data && typeof data.token === 'string' && data.token !== '') onToken(data.token);
  };
  window.addEventListener('message', listen);
  report({ type: 'pedigraph.ready' });
  return () => window.removeEventListener('message', listen);
}
