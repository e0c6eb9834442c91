import { Command } from 'commander';
import { ConfigError, readConfig } from '#platform/config/read-config.js';
import { diagnose } from '#process/doctor/diagnose.js';
import { type Finding, problem } from '#process/doctor/finding.js';
import { collectUrl } from './collect-url.js';
import { printAnswer } from './print.js';

interface Flags {
  readonly data?: string;
  readonly databaseUrl?: string;
  readonly subgraph: Readonly<Record<string, string>>;
  readonly json: boolean;
}

/** `pedigraph doctor`: what is wrong with an installation, and what to do. Exit code 1 where anything is. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('look at this installation and its store, and say what is wrong and what to do; nothing is changed')
    .option('--data <folder>', 'the folder of the embedded database (PEDIGRAPH_DATA; default ./.pedigraph)')
    .option('--database-url <url>', 'a PostgreSQL to look at instead of the embedded one (DATABASE_URL)')
    .option('--subgraph <name=url>', 'a subgraph that is to be reachable; repeatable', collectUrl, {})
    .option('--json', 'print what was found as JSON', false)
    .action(async ({ data: dataFolder, databaseUrl, subgraph: urls, json }: Flags) => {
      const findings = await found({ dataFolder, databaseUrl }, urls);
      const isHealthy = findings.every(({ status }) => status !== 'problem');
      if (json) printAnswer(JSON.stringify({ healthy: isHealthy, findings }));
      else for (const finding of findings) printAnswer(inWords(finding));
      if (!isHealthy) process.exitCode = 1;
    });
}

/** Settings that are wrong are a finding like any other. */
async function found(
  flags: { readonly dataFolder: string | undefined; readonly databaseUrl: string | undefined },
  urls: Flags['subgraph'],
): Promise<readonly Finding[]> {
  try {
    return await diagnose({ config: readConfig(process.env, flags), env: process.env, urls });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message
      .split('\n')
      .map((line) => problem('settings', line, 'Mend the setting; docs/settings.md lists them.'));
  }
}

const MARKS = { ok: 'ok      ', warning: 'warning ', problem: 'problem ' } as const;

function inWords({ check, status, found, advice }: Finding): string {
  const line = `${MARKS[status]} ${check}: ${found}`;
  return advice === undefined ? line : `${line}\n          ${advice}`;
}
