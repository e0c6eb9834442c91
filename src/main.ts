import { createProgram } from './cli/program.js';
import { freezePrototypes } from './gateway/guard/freeze-prototypes.js';

freezePrototypes();
await createProgram().parseAsync();
