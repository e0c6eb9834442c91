const TOKENS = [
  ...(['ground', 'surface', 'sunken', 'line', 'edge', 'text', 'muted', 'accent', 'warn'] as const),
  ...(['data', 'run', 'model', 'environment', 'deployment'] as const),
] as const;

/** The colours of styles/tokens.css, as the theme has them now. */
export type Colours = Readonly<Record<(typeof TOKENS)[number], string>>;

/** Reads them where they hold. */
export function readColours(within: HTMLElement): Colours {
  const probe = document.createElement('i');
  within.append(probe);
  const style = getComputedStyle(probe);
  const colours = TOKENS.map((token) => {
    probe.style.color = `var(--${token})`;
    return [token, style.color] as const;
  });
  probe.remove();
  return Object.fromEntries(colours) as Colours;
}

const DARK = '(prefers-color-scheme: dark)';

/** Whether the theme is dark there. */
export function isDark(within: HTMLElement): boolean {
  const { colorScheme } = getComputedStyle(within);
  return colorScheme === 'dark' || (colorScheme !== 'light' && matchMedia(DARK).matches);
}

/** Calls back whenever the theme changes. @returns ends that */
export function watchTheme(onChange: () => void): () => void {
  const system = matchMedia(DARK);
  const chosen = new MutationObserver(onChange);
  system.addEventListener('change', onChange);
  chosen.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => {
    system.removeEventListener('change', onChange);
    chosen.disconnect();
  };
}
