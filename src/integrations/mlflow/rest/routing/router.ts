import type { Route } from './route.js';

/** A route that was found, with what stood in the path for its names. */
export interface FoundRoute {
  readonly route: Route;
  readonly parts: Readonly<Record<string, string>>;
}

/** Finds the route of a request; undefined where there is none. */
export type FindRoute = (method: string, path: string) => FoundRoute | undefined;

/** Makes a router of a table; of two routes that fit, the one without a name in its path is meant, else the first. */
export function createRouter(routes: readonly Route[]): FindRoute {
  const fixed = new Map<string, Route>();
  const patterns: { readonly method: string; readonly pattern: RegExp; readonly route: Route }[] = [];
  for (const route of routes) {
    for (const path of pathsOf(route)) {
      const key = `${route.method} ${path}`;
      if (path.includes('{')) patterns.push({ method: route.method, pattern: patternOf(path), route });
      else if (fixed.has(key)) throw new Error(`There are two routes of ${key}.`);
      else fixed.set(key, route);
    }
  }
  return (method, path) => {
    const route = fixed.get(`${method} ${path}`);
    if (route !== undefined) return { route, parts: {} };
    for (const one of patterns) {
      const match = one.method === method ? one.pattern.exec(path) : null;
      if (match !== null) return { route: one.route, parts: match.groups ?? {} };
    }
    return undefined;
  };
}

function pathsOf({ api, path }: Route): readonly string[] {
  return api === undefined ? [path] : [`/api/${api}/${path}`, `/ajax-api/${api}/${path}`];
}

function patternOf(path: string): RegExp {
  const escaped = path.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
  const named = escaped.replace(/\{(\w+)(\\\.\\\.\\\.)?\}/g, (_, name, rest) =>
    rest === undefined ? `(?<${name}>[^/]+)` : `(?<${name}>.+)`,
  );
  return new RegExp(`^${named}$`, 's');
}
