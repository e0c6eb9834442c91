import { Command } from 'commander';
import { catalogCommand } from './catalog-rebuild.command.js';
import { composeCommand } from './compose.command.js';
import { distributedCommand } from './distributed.command.js';
import { gatewayCommand } from './gateway.command.js';
import { importMlflowCommand } from './import-mlflow.command.js';
import { registerCommand } from './register.command.js';
import { reproduceCommand } from './reproduce.command.js';
import { startCommand } from './start.command.js';
import { subgraphCommand } from './subgraph.command.js';
import { withUsageErrors } from './usage-errors.js';

/**
 * The command `pedigraph`. A wrong flag is one sentence and exit code 2. What only one command needs, it loads when it is
 * given: a server waits for none of it.
 */
export function createProgram(): Command {
  const program = new Command('pedigraph')
    .description('A federated GraphQL metadata gateway for machine learning.')
    .helpCommand(false);
  const commands = [
    startCommand(),
    distributedCommand(),
    gatewayCommand(),
    subgraphCommand(),
    composeCommand(),
    registerCommand(),
    reproduceCommand(),
    importCommand(),
    catalogCommand(),
  ];
  for (const command of commands) program.addCommand(command);
  return withUsageErrors(program);
}

function importCommand(): Command {
  const command = new Command('import').description(
    'take over what other tools know, through the API as any client does',
  );
  return command.addCommand(importMlflowCommand()).helpCommand(false);
}
