import { isEmbedded } from './is-embedded';

const KEY = 'pedigraph.theme';

/** How the pages look: as the system does, or as somebody has said. */
export type Theme = 'auto' | 'light' | 'dark';

/** Every theme, in the order in which a press goes on to the next. */
export const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];

/** The theme that somebody has chosen in this browser; of a page in a frame its address says it. */
export function readTheme(): Theme {
  if (isEmbedded()) return 'auto';
  return THEMES.find((theme) => theme === localStorage.getItem(KEY)) ?? 'auto';
}

/** Chooses a theme, for this browser and from now on. */
export function writeTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme);
  applyTheme(theme);
}

/** Gives the page its theme; `auto` leaves it to the system. */
export function applyTheme(theme: Theme = readTheme()): void {
  if (theme === 'auto') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}
