import { createProgram } from '#cli/program.js';
import { SERVER_COMMANDS } from '#cli/server-commands.js';
import { freezePrototypes } from '#gateway/guard/freeze-prototypes.js';

freezePrototypes();

// Not awaited: a bundle in CommonJS cannot at its top.
void createProgram(SERVER_COMMANDS, process.argv[2]).then((program) => program.parseAsync());
