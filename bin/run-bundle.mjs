#!/usr/bin/env -S node --max-semi-space-size=32 --no-allocation-site-pretenuring
// Runs the built command.
import module from 'node:module';
import { fileURLToPath } from 'node:url';

// graphql-js checks every value for a second copy of itself unless told that this is no development.
process.env.NODE_ENV ??= 'production';
// From Node 22.1 on, Node itself remembers what V8 compiled. Beside the bundle, where nobody else may write.
module.enableCompileCache?.(fileURLToPath(new URL('../dist/bundle/compiled', import.meta.url)));
// Source maps lead from what tsc built to the sources.
if (process.sourceMapsEnabled) await import('../dist/src/main.js');
// Not imported: for that Node would read all of it once more, looking for the names it exports.
else module.createRequire(import.meta.url)('../dist/bundle/pedigraph.cjs');
