// How both halves become one file (bundle.mjs, bundle-client.mjs), for esbuild.

/** Defines `bundleUrl`, which is `import.meta.url` in a bundle: packages only make a require() of it. */
export const BUNDLE_URL = "const bundleUrl = require('node:url').pathToFileURL(__filename).href;";

export const BUNDLE_OPTIONS = {
  bundle: true,
  platform: 'node',
  // Half of the packages are CommonJS, and require() Node's modules.
  format: 'cjs',
  target: 'node20.19',
  define: { 'import.meta.url': 'bundleUrl' },
  // Comments and indentation are a half of it.
  minifyWhitespace: true,
  lineLimit: 120,
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  write: false,
};
