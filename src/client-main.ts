import { CLIENT_COMMANDS } from '#cli/client-commands.js';
import { createProgram } from '#cli/program.js';
import { freezePrototypes } from '#gateway/guard/freeze-prototypes.js';

freezePrototypes();

const ELSEWHERE = 'What runs and tends a server is in the package pedigraph-server, which has these commands, too.';

// Not awaited: a bundle in CommonJS cannot at its top.
void createProgram(CLIENT_COMMANDS, process.argv[2]).then((program) =>
  program
    .addHelpText('after', `\n${ELSEWHERE}`)
    .showHelpAfterError(`(--help shows what there is. ${ELSEWHERE})`)
    .parseAsync(),
);
