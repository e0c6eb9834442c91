import { lazy, Suspense, useEffect, useState } from 'react';
import { isTyping } from '../frame/is-typing';
import type { OpenedByKey } from './palette-dialogs';

const PaletteDialogs = lazy(async () => ({ default: (await import('./palette-dialogs')).PaletteDialogs }));

/** Opens the palette by Ctrl K, and the list of keys by `?`. */
export function KeyHost() {
  const [opened, open] = useState<OpenedByKey | undefined>(undefined);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isPalette = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey);
      const isKeys = event.key === '?' && !isTyping(event.target);
      if ((!isPalette && !isKeys) || document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      open(isPalette ? 'palette' : 'keys');
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
  if (opened === undefined) return null;
  return (
    <Suspense fallback={null}>
      <PaletteDialogs opened={opened} onOpen={open} />
    </Suspense>
  );
}
