import { createProgram } from '#cli/program.js';
import { freezePrototypes } from '#gateway/guard/freeze-prototypes.js';

freezePrototypes();

// Not awaited: a bundle in CommonJS cannot at its top.
void createProgram(process.argv[2]).then((program) => program.parseAsync());
