import { parseSetCookie } from 'cookie';

/** What came back, with the URL it came from. */
export interface Page {
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** A browser of which a test sees everything: it keeps cookies as one does, and follows redirects if it is told to. */
export interface JarBrowser {
  /** Its cookies, by name. A browser asks for a name, whatever the port. */
  readonly cookies: Map<string, { value: string; path: string; attributes: string }>;
  /** The hosts and paths that it was led to, without what stands behind `?`. */
  readonly visited: string[];
  /** Sends one request with the cookies it has. */
  send(url: string, init?: RequestInit): Promise<Page>;
  /** The same, and follows redirects to the end, by GET. */
  open(url: string, init?: RequestInit): Promise<Page>;
  /** Sends the only form of a page, its fields filled in. */
  submit(page: Page, fields?: Record<string, string>): Promise<Page>;
}

/** A browser without cookies. */
export function createJarBrowser(): JarBrowser {
  const cookies: JarBrowser['cookies'] = new Map();
  const visited: string[] = [];

  const send = async (url: string, init: RequestInit = {}): Promise<Page> => {
    const { host, pathname } = new URL(url);
    visited.push(host + pathname);
    const sent = [...cookies]
      .filter(([, { path }]) => pathname.startsWith(path))
      .map(([name, { value }]) => `${name}=${value}`);
    const headers = new Headers(init.headers);
    if (sent.length > 0) headers.set('cookie', sent.join('; '));
    const response = await fetchAnew(url, { redirect: 'manual', ...init, headers });
    for (const line of response.headers.getSetCookie()) keep(line);
    return { url, status: response.status, headers: response.headers, text: await response.text() };
  };
  const keep = (line: string): void => {
    const { name, value = '', path = '/', maxAge, expires } = parseSetCookie(line);
    const isOver = maxAge === 0 || (expires !== undefined && expires.getTime() < Date.now());
    if (isOver) cookies.delete(name);
    else cookies.set(name, { value, path, attributes: line.slice(line.indexOf(';') + 2) });
  };
  const open = async (url: string, init?: RequestInit): Promise<Page> => {
    let page = await send(url, init);
    for (let steps = 0; page.status >= 300 && page.status < 400; steps += 1) {
      if (steps === 20) throw new Error(`It is led around in a circle: ${visited.join(' ')}`);
      page = await send(new URL(page.headers.get('location') ?? '', page.url).href);
    }
    return page;
  };
  return {
    cookies,
    visited,
    send,
    open,
    submit({ url, text }, fields = {}) {
      const action = /<form[^>]* action="([^"]+)"/.exec(text)?.[1];
      if (action === undefined) throw new Error(`There is no form at ${url}: ${text}`);
      const hidden = [...text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
      const body = new URLSearchParams([
        ...hidden.map(([, name = '', value = '']): [string, string] => [name, value]),
        ...Object.entries(fields),
      ]);
      return open(new URL(action, url).href, { method: 'POST', body });
    },
  };
}

/** Sends once more what went to a connection that was kept open, and whose server was started anew. */
function fetchAnew(url: string, init: RequestInit): Promise<Response> {
  return fetch(url, init).catch((error: Error) => {
    if ((error.cause as { code?: string } | undefined)?.code === 'UND_ERR_SOCKET') return fetch(url, init);
    throw error;
  });
}

/** Signs in at the pages of `oidc-provider`, from the URL that begins it: types a name, consents. */
export async function signIn(browser: JarBrowser, url: string, name = 'ann'): Promise<Page> {
  const login = await browser.open(url);
  const consent = await browser.submit(login, { login: name, password: 'any' });
  return browser.submit(consent);
}
