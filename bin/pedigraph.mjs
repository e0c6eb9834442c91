#!/usr/bin/env -S node --max-semi-space-size=32 --no-allocation-site-pretenuring
// Builds what is missing and runs the command. Plain Node, no packages: in a fresh clone there are none yet.
import { prepare } from '../scripts/prepare.mjs';

prepare();
await import('./run-bundle.mjs');
