import { createProgram } from './cli/program.js';
import { freezePrototypes } from './gateway/guard/freeze-prototypes.js';
import { shieldEnvironment } from './platform/config/shield-environment.js';

shieldEnvironment();
freezePrototypes();
await createProgram().parseAsync();
