import { useState } from 'react';
import { readTheme, THEMES, writeTheme } from './theme';

/** Goes on to the next theme. */
export function ThemeButton() {
  const [theme, setTheme] = useState(readTheme);
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]!;
  const choose = () => {
    writeTheme(next);
    setTheme(next);
  };
  return (
    <button type="button" className="button quiet" onClick={choose} aria-label={`Theme: ${theme}. Change to ${next}`}>
      {theme === 'auto' ? '◐' : theme === 'light' ? '☀' : '☾'}
    </button>
  );
}
