import type { Command } from 'commander';
import { CLIENT_COMMANDS } from './client-commands.js';
import type { Commands } from './program.js';

/** All commands: those that run and tend a server, and those of its clients. */
export const SERVER_COMMANDS: Commands = {
  start: async () => (await import('./start.command.js')).startCommand(),
  distributed: async () => (await import('./distributed.command.js')).distributedCommand(),
  gateway: async () => (await import('./gateway.command.js')).gatewayCommand(),
  subgraph: async () => (await import('./subgraph.command.js')).subgraphCommand(),
  'gateway-keys': async () => (await import('./gateway-keys.command.js')).gatewayKeysCommand(),
  compose: async () => (await import('./compose.command.js')).composeCommand(),
  ...CLIENT_COMMANDS,
  import: importCommand,
  follow: async () => (await import('./follow.command.js')).followCommand(),
  check: async () => (await import('./check.command.js')).checkCommand(),
  location: async () => (await import('./location.command.js')).locationCommand(),
  mcp: async () => (await import('./mcp.command.js')).mcpCommand(),
  doctor: async () => (await import('./doctor.command.js')).doctorCommand(),
  verify: async () => (await import('./verify.command.js')).verifyCommand(),
  migrate: async () => (await import('./migrate.command.js')).migrateCommand(),
  reporting: async () => (await import('./reporting.command.js')).reportingCommand(),
  backup: async () => (await import('./backup.command.js')).backupCommand(),
  restore: async () => (await import('./restore.command.js')).restoreCommand(),
  catalog: async () => (await import('./catalog-rebuild.command.js')).catalogCommand(),
};

/** MLflow's stores are databases, too, whose drivers are native. */
async function importCommand(): Promise<Command> {
  const command = await CLIENT_COMMANDS['import']!();
  const { importMlflowCommand } = await import('./import-mlflow.command.js');
  return command.addCommand(importMlflowCommand());
}
