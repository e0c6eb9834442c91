import { Command } from 'commander';
import { PRODUCT_VERSION } from '#platform/config/product-version.js';
import { withUsageErrors } from './usage-errors.js';

/** Each command's file, with all that only this command needs. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./start.command.js')).startCommand(),
  distributed: async () => (await import('./distributed.command.js')).distributedCommand(),
  gateway: async () => (await import('./gateway.command.js')).gatewayCommand(),
  subgraph: async () => (await import('./subgraph.command.js')).subgraphCommand(),
  'gateway-keys': async () => (await import('./gateway-keys.command.js')).gatewayKeysCommand(),
  compose: async () => (await import('./compose.command.js')).composeCommand(),
  register: async () => (await import('./register.command.js')).registerCommand(),
  reproduce: async () => (await import('./reproduce.command.js')).reproduceCommand(),
  key: async () => (await import('./key.command.js')).keyCommand(),
  grant: async () => (await import('./grant.command.js')).grantCommand(),
  import: importCommand,
  follow: async () => (await import('./follow.command.js')).followCommand(),
  mcp: async () => (await import('./mcp.command.js')).mcpCommand(),
  doctor: async () => (await import('./doctor.command.js')).doctorCommand(),
  verify: async () => (await import('./verify.command.js')).verifyCommand(),
  migrate: async () => (await import('./migrate.command.js')).migrateCommand(),
  reporting: async () => (await import('./reporting.command.js')).reportingCommand(),
  backup: async () => (await import('./backup.command.js')).backupCommand(),
  restore: async () => (await import('./restore.command.js')).restoreCommand(),
  catalog: async () => (await import('./catalog-rebuild.command.js')).catalogCommand(),
};

/**
 * The command `pedigraph`. A wrong flag is one sentence and exit code 2. Only the command that is asked for is loaded,
 * a server waits for no other; where none of them is, all are, to be listed.
 */
export async function createProgram(asked?: string): Promise<Command> {
  const program = new Command('pedigraph')
    .description('A federated GraphQL metadata gateway for machine learning.')
    .version(PRODUCT_VERSION, '--version', 'print the version')
    .helpCommand(false);
  const known = asked !== undefined && Object.hasOwn(COMMANDS, asked) ? COMMANDS[asked] : undefined;
  const wanted = known === undefined ? Object.values(COMMANDS) : [known];
  for (const load of wanted) program.addCommand(await load());
  return withUsageErrors(program);
}

async function importCommand(): Promise<Command> {
  const { importMlflowCommand } = await import('./import-mlflow.command.js');
  const { importGitCommand } = await import('./import-git.command.js');
  const command = new Command('import').description(
    'take over what other tools know, through the API as any client does',
  );
  return command.addCommand(importGitCommand()).addCommand(importMlflowCommand()).helpCommand(false);
}
