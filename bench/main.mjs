// npm run bench [-- --only cold,floor --seconds 5 --rounds 2 --soak 600]: bench/README.md says how to read it.
import { installPackages } from '../scripts/prepare.mjs';

installPackages(import.meta.dirname);
const { runBench } = await import('./run-bench.mjs');
await runBench();
