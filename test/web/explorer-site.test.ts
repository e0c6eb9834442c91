import { readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { EXPLORER_EMBEDS, EXPLORER_PAGES, explorerSite } from '#process/explorer-site.js';

test('the gateway serves a page at each path for which the explorer has one, and no other', () => {
  const router = readFileSync('web/src/router.tsx', 'utf8');
  const routes = [...router.matchAll(/(\w+) = createRoute\(\{\s+getParentRoute: \(\) => (\w+),\s+path: '([^']*)'/g)];
  const parents = new Map(routes.map(([, name, parent, at]) => [name!, { parent: parent!, at: at! }]));
  const pathOf = (name: string): string => {
    const route = parents.get(name);
    return route === undefined ? '' : `${pathOf(route.parent)}/${route.at.replace(/^\//, '')}`;
  };
  const isParent = new Set([...parents.values()].map(({ parent }) => parent));
  const paths = [...parents.keys()]
    .filter((name) => !isParent.has(name))
    .map((name) =>
      pathOf(name)
        .replace(/(?<=.)\/$/, '')
        .replace('$', '*'),
    );
  expect(paths.sort()).toEqual(['/', ...EXPLORER_PAGES, ...EXPLORER_EMBEDS].sort());
});

test('without a build there is no explorer, and the IDE stays at /', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'explorer-'));
  expect(explorerSite(folder)).toMatchObject({ folder, pages: EXPLORER_PAGES, embeds: EXPLORER_EMBEDS });
  expect(explorerSite(path.join(folder, 'missing'))).toBeUndefined();
});
