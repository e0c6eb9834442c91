// What `npm pack` puts into clients/typescript before it packs: the compiled sources, and the schema.
import { execFileSync } from 'node:child_process';
import { copyFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const client = path.join(root, 'clients', 'typescript');
const compiler = path.join(path.dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');

rmSync(path.join(client, 'dist'), { recursive: true, force: true });
execFileSync(process.execPath, [compiler, '-p', client], { stdio: ['ignore', 2, 2] });
copyFileSync(path.join(root, 'schema', 'api.graphql'), path.join(client, 'schema.graphql'));
