const ROWS = 'tr, li, dd, .figure';

/**
 * Has the rows of the page flash that change while it runs, so that who looks sees what has moved. Not for who has asked
 * for less motion.
 */
export async function flashChanges(change: () => Promise<unknown>): Promise<void> {
  const main = document.getElementById('main');
  if (main === null || matchMedia('(prefers-reduced-motion: reduce)').matches) return void (await change());
  const at = location.href;
  const changed = new Set<Element>();
  const observer = new MutationObserver((records) => {
    for (const { target, addedNodes } of records) for (const node of [target, ...addedNodes]) note(node, changed);
  });
  observer.observe(main, { childList: true, characterData: true, subtree: true });
  await change();
  await painted();
  observer.disconnect();
  // Another page is not a change of this one.
  if (location.href !== at) return;
  const colour = getComputedStyle(document.documentElement).getPropertyValue('--accent-soft');
  for (const row of changed) {
    row.animate([{ backgroundColor: colour }, { backgroundColor: 'transparent' }], { duration: 2_000, id: 'changed' });
  }
}

function note(node: Node, changed: Set<Element>): void {
  const element = node instanceof Element ? node : node.parentElement;
  const row = element?.closest(ROWS);
  if (row != null) changed.add(row);
}

function painted(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
