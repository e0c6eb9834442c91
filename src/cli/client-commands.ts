import { Command } from 'commander';
import type { Commands } from './program.js';

/** The commands that speak to a server as any client does: each one's file, with all that only this command needs. */
export const CLIENT_COMMANDS: Commands = {
  register: async () => (await import('./register.command.js')).registerCommand(),
  reproduce: async () => (await import('./reproduce.command.js')).reproduceCommand(),
  promote: async () => (await import('./promote.command.js')).promoteCommand(),
  rollback: async () => (await import('./rollback.command.js')).rollbackCommand(),
  alias: async () => (await import('./alias.command.js')).aliasCommand(),
  deploy: async () => (await import('./deploy.command.js')).deployCommand(),
  status: async () => (await import('./status.command.js')).statusCommand(),
  query: async () => (await import('./query.command.js')).queryCommand(),
  search: async () => (await import('./search.command.js')).searchCommand(),
  diff: async () => (await import('./diff.command.js')).diffCommand(),
  log: async () => (await import('./log.command.js')).logCommand(),
  lineage: async () => (await import('./lineage.command.js')).lineageCommand(),
  key: async () => (await import('./key.command.js')).keyCommand(),
  grant: async () => (await import('./grant.command.js')).grantCommand(),
  export: async () => (await import('./export.command.js')).exportCommand(),
  import: importCommand,
  'verify-bundle': async () => (await import('./verify-bundle.command.js')).verifyBundleCommand(),
};

/** `pedigraph import` with what reads a source without native code. */
async function importCommand(): Promise<Command> {
  const [{ importBundleCommand }, { importGitCommand }, { importHuggingFaceCommand }, { importWandbCommand }] =
    await Promise.all([
      import('./import-bundle.command.js'),
      import('./import-git.command.js'),
      import('./import-huggingface.command.js'),
      import('./import-wandb.command.js'),
    ]);
  return new Command('import')
    .description('take over what other tools and servers know, through the API as any client does')
    .addCommand(importBundleCommand())
    .addCommand(importGitCommand())
    .addCommand(importHuggingFaceCommand())
    .addCommand(importWandbCommand())
    .helpCommand(false);
}
