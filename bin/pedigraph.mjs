#!/usr/bin/env node
// Builds what is missing and runs the command. Plain Node, no packages: in a fresh clone there are none yet.
import { prepare } from '../scripts/prepare.mjs';

prepare();
// graphql-js checks every value for a second copy of itself unless told that this is no development.
process.env.NODE_ENV ??= 'production';
await import('../dist/src/main.js');
