// The commands that speak to a server, and the packages they use, as one file; of what tsc built for the server, too.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { BUNDLE_OPTIONS, BUNDLE_URL } from './bundle-options.mjs';
import { prepare } from './prepare.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/**
 * Bundles the client half.
 * @returns {Promise<{ code: Uint8Array, licences: string }>} the file, and the licences of the packages in it
 * @throws {Error} where it would need something that is not in it
 */
export async function bundleClient() {
  prepare();
  const { outputFiles, metafile } = await build({
    ...BUNDLE_OPTIONS,
    entryPoints: [path.join(root, 'dist', 'src', 'client-main.js')],
    outfile: path.join(root, 'dist', 'packages', 'pedigraph.cjs'),
    banner: { js: `#!/usr/bin/env node\n${BUNDLE_URL}` },
    absWorkingDir: root,
  });
  const [{ imports }] = Object.values(metafile.outputs);
  // Some are of newer versions of Node, and used where they are there: undici's node:sqlite.
  const isOfNode = (name) => name.startsWith('node:') || process.getBuiltinModule(name) !== undefined;
  const outside = imports.map((one) => one.path).filter((name) => !isOfNode(name));
  if (outside.length > 0) throw new Error(`The client half would need these packages: ${outside.join(', ')}`);
  const inputs = Object.keys(metafile.inputs);
  const elsewhere = inputs.filter(
    (name) => name.startsWith('dist/') && readFileSync(path.join(root, name), 'utf8').includes('import.meta'),
  );
  if (elsewhere.length > 0) throw new Error(`These look for files that are not installed: ${elsewhere.join(', ')}`);
  return { code: outputFiles[0].contents, licences: licencesOf(inputs) };
}

/** The licence of each package, whole: most ask for that. */
function licencesOf(inputs) {
  const folders = inputs.flatMap((name) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(name)?.[1] ?? []);
  return [...new Set(folders)]
    .sort()
    .map(licenceOf)
    .join(`\n${'-'.repeat(80)}\n\n`);
}

function licenceOf(folder) {
  const where = path.join(root, folder);
  const { name, version, license } = JSON.parse(readFileSync(path.join(where, 'package.json'), 'utf8'));
  const files = readdirSync(where).filter((file) => /^licen[cs]e/i.test(file));
  const text = files.map((file) => readFileSync(path.join(where, file), 'utf8')).join('\n');
  return `${name} ${version} (${license})\n\n${text}`;
}
