import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Site } from '#gateway/site/site.js';

/** The explorer as the build made it of `web/`, beside the built form of this file; absent where the sources run. */
const BUILT = fileURLToPath(new URL('../../explorer/', import.meta.url));

/** The paths of the explorer's pages beside `/`; `web/src/router.tsx` has a page for each. */
export const EXPLORER_PAGES: readonly string[] = [
  ...['/models', '/models/*', '/runs', '/runs/*', '/logged-models/*', '/datasets/*', '/environments/*'],
  ...['/search', '/compare', '/compare-runs', '/lineage', '/impact', '/ledger', '/review', '/insight', '/access'],
];

/** Those of them that pages of `PEDIGRAPH_EMBED_ORIGINS` may frame, which write nothing. */
export const EXPLORER_EMBEDS: readonly string[] = ['lineage', 'plot', 'compare', 'card'].map((of) => `/embed/${of}`);

/** What its scripts load other scripts by: `web/src/picture/layout/script-address.ts` lets pass what is of the build. */
const TRUSTED_TYPES = ['layout-worker'];

/** The explorer: pages on which people look at the registry. Undefined where it is not built. */
export function explorerSite(folder = BUILT): Site | undefined {
  if (!existsSync(folder)) return undefined;
  return { folder, pages: EXPLORER_PAGES, embeds: EXPLORER_EMBEDS, trustedTypes: TRUSTED_TYPES };
}
