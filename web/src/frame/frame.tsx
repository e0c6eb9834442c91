import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { Live, News } from '../live/live';
import { KeyHost } from '../palette/key-host';
import { WriteHost } from '../writes/write-host';
import { AsOf } from './as-of';
import { PAGES } from './pages';
import { SearchBox } from './search-box';
import { SignIn } from './sign-in';
import { ThemeButton } from './theme-button';
import { CatalogNotice, Viewer } from './viewer';

/** What stands around every page. */
export function Frame() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  // Whoever hears the page is led to the new one, as whoever sees it is.
  useEffect(() => {
    if (shown.current !== pathname) main.current?.focus();
    shown.current = pathname;
  }, [pathname]);
  return (
    <div className="frame">
      <a className="skip button" href="#main">
        To the content
      </a>
      <header className="top">
        <Link className="brand" to="/">
          Pedigraph
        </Link>
        <SearchBox />
        <div className="row right">
          <Live />
          <AsOf />
          <ThemeButton />
          <Viewer />
        </div>
      </header>
      <nav className="side" aria-label="Pages">
        <ul>
          {PAGES.map(([to, name]) => (
            <li key={to}>
              <Link to={to} activeOptions={{ exact: to === '/', includeSearch: false }}>
                {name}
              </Link>
            </li>
          ))}
        </ul>
        <h2>Build</h2>
        <ul>
          <li>
            <a href="/ide/">Query</a>
          </li>
        </ul>
      </nav>
      <main id="main" ref={main} tabIndex={-1}>
        <CatalogNotice />
        <News />
        <Outlet />
      </main>
      <SignIn />
      <WriteHost />
      <KeyHost />
    </div>
  );
}
