// How the explorer is built (scripts/build-explorer.mjs), and served while somebody works on it: npx vite web
import path from 'node:path';
import { defineConfig } from 'vite';

const API = process.env.PEDIGRAPH_URL ?? 'http://127.0.0.1:4000';

/** What pages are made of, and the router of which each takes a little. */
const PARTS = /web\/src\/(parts\/|search-params\.ts)|node_modules\/@tanstack\/(react-router|router-core)\//;

/** A lineage as a picture and tables, which three pages have: without what the router reads, and what is loaded later. */
const LINEAGE =
  /web\/src\/(lineage\/(?!lineage-(page|search)|lineage\.document|thing-panel)|picture\/(?!colours|picture-(svg|png)))/;

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  server: { proxy: Object.fromEntries(['/graphql', '/auth', '/ide'].map((at) => [at, { target: API }])) },
  build: {
    outDir: path.join(import.meta.dirname, '..', 'dist', 'explorer.part'),
    emptyOutDir: true,
    target: 'baseline-widely-available',
    // A file of its own, however small: the page may load no `data:`.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: 'manifest.json',
    reportCompressedSize: false,
    // "use client" is for servers that render; there is none here.
    rolldownOptions: {
      onwarn: (warning, warn) => warning.code !== 'MODULE_LEVEL_DIRECTIVE' && warn(warning),
      // What nearly every page has is one file rather than ten.
      output: {
        codeSplitting: {
          groups: [
            { name: 'parts', test: PARTS },
            { name: 'lineage', test: LINEAGE, includeDependenciesRecursively: false },
          ],
        },
      },
    },
  },
});
