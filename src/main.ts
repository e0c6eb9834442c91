import { createProgram } from '#cli/program.js';
import { freezePrototypes } from '#gateway/guard/freeze-prototypes.js';
import { shieldEnvironment } from '#platform/config/shield-environment.js';

shieldEnvironment();
freezePrototypes();

/** Settles when the command has ended or, where it serves, when it serves. Not awaited here: a bundle cannot. */
export const settled = createProgram(process.argv[2]).then((program) => program.parseAsync());
