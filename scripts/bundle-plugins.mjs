// What esbuild has to be told to bundle Pedigraph. A plugin that no longer matches anything fails the build: it would go
// unnoticed until somebody wonders why a schema is not known or a start is slow.
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** @typedef {{ root: string, folder: string }} Places the checkout, and the folder of the bundle */

/**
 * esbuild's plugins, and the names of those parts of them that have matched nothing so far.
 * @param {Places} places
 */
export function bundlePlugins(places) {
  const unmatched = new Set();
  const plugins = PLUGINS.map(({ name, parts = [name], setup }) => {
    for (const part of parts) unmatched.add(part);
    return { name, setup: (build) => setup(build, { ...places, matched: (part = name) => unmatched.delete(part) }) };
  });
  return { plugins, unmatched };
}

/** @throws {Error} where a part of a plugin matched nothing */
export function refuseUnmatched(unmatched) {
  if (unmatched.size === 0) return;
  throw new Error(
    `These parts of scripts/bundle-plugins.mjs matched nothing: ${[...unmatched].join(', ')}. What they looked for is called otherwise now, or is gone: mend or remove them.`,
  );
}

const PLUGINS = [
  { name: 'own-files', parts: ['own-urls', 'class-names'], setup: ownFiles },
  { name: 'one-graphql', setup: oneGraphql },
  { name: 'only-postgresql', setup: onlyPostgresql },
  { name: 'used-validators', parts: ['used-validators', 'other-validators'], setup: usedValidators },
  { name: 'native-hash', setup: nativeHash },
];

/**
 * Our files find others from where they are: each keeps the URL it had. And TypeORM and TypeGraphQL read the names of
 * classes, of which esbuild makes a second of the same name another; its own `keepNames` does the same for every function,
 * each time one is made, which is a twentieth of a request.
 */
function ownFiles({ onLoad }, { folder, matched }) {
  onLoad({ filter: /[\\/]dist[\\/](src|subgraphs)[\\/].*\.js$/ }, ({ path: name }) => {
    const relative = path.relative(folder, name).replaceAll(path.sep, '/');
    const url = `require('node:url').pathToFileURL(require('node:path').resolve(__dirname, ${JSON.stringify(relative)})).href`;
    const contents = readFileSync(name, 'utf8')
      .replaceAll('import.meta.url', () => {
        matched('own-urls');
        return url;
      })
      .replace(/\bclass (\w+)( extends [\w.]+)? \{$/gm, (declaration, className) => {
        matched('class-names');
        return `${declaration} static { Object.defineProperty(this, 'name', { value: '${className}', configurable: true }) }`;
      });
    return { contents, loader: 'js' };
  });
}

/**
 * graphql-js has a file for `import` and another for `require()`, and two copies do not know each other's schemas. The
 * one for `import` is taken: of the other each of our files would get a copy of all its names.
 */
function oneGraphql({ onResolve }, { root, matched }) {
  onResolve({ filter: /^graphql(\/|$)/ }, ({ path: name }) => {
    matched();
    const file = name === 'graphql' ? 'graphql/index.mjs' : `${name.replace(/\.m?js$/, '')}.mjs`;
    return { path: path.join(root, 'node_modules', file) };
  });
}

/** TypeORM loads the drivers of every database it knows, half of its code, when it is loaded itself. */
function onlyPostgresql({ onResolve, onLoad }, { matched }) {
  onResolve({ filter: /^\.\// }, ({ path: name, importer }) => {
    const isOther = importer.endsWith('DriverFactory.js') && name !== './postgres/PostgresDriver';
    return isOther ? { path: name, namespace: 'left-out' } : undefined;
  });
  onLoad({ filter: /.*/, namespace: 'left-out' }, () => {
    matched();
    return { contents: 'module.exports = {};' };
  });
}

/**
 * Of class-validator's form for `import` those of its 90 validators are taken that we use; one reads telephone numbers.
 * TypeGraphQL would take them all, for a validation that we replace: for it the package stays outside.
 */
function usedValidators({ onResolve }, { root, matched }) {
  onResolve({ filter: /^class-validator$/ }, ({ path: name, importer }) => {
    const isOfPackage = /[\\/]node_modules[\\/]/.test(importer);
    matched(isOfPackage ? 'other-validators' : 'used-validators');
    return isOfPackage
      ? { path: name, external: true }
      : { path: path.join(root, 'node_modules', name, 'esm5', 'index.js'), sideEffects: false };
  });
}

/** It looks for Node's crypto by `module.require`, which no bundle has, and would hash in JavaScript. */
function nativeHash({ onLoad }, { matched }) {
  onLoad({ filter: /[\\/]@apollo[\\/]utils\.createhash[\\/]dist[\\/]index\.js$/ }, () => {
    matched();
    return { contents: "exports.createHash = require('node:crypto').createHash;" };
  });
}
