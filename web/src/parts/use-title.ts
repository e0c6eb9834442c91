import { useEffect } from 'react';

/** Gives the tab, and those who hear the page, its title. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Pedigraph`;
  }, [title]);
}
