#!/usr/bin/env node
// Builds what is missing and runs the command. Plain Node, no packages: in a fresh clone there are none yet.
import { prepare } from '../scripts/prepare.mjs';

prepare();
await import('./run-bundle.mjs');
