import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Command } from 'commander';
import { printAnswer } from './print.js';

/** `pedigraph compose`: writes `schema/` from the code. */
export function composeCommand(): Command {
  return new Command('compose')
    .description('write the subgraphs’ SDL, the supergraph, the API schema and the schema of manifests')
    .option('--out <folder>', 'where to', 'schema')
    .option('--check', 'write nothing; exit with 1 where a file is not what the code says')
    .action(async ({ out, check }: { out: string; check?: true }) => {
      const stale: string[] = [];
      const { composeSchema } = await import('../process/compose-schema.js');
      await mkdir(out, { recursive: true });
      for (const [name, text] of await composeSchema()) {
        const file = path.join(out, name);
        if ((await readFile(file, 'utf8').catch(() => null)) === text) continue;
        stale.push(file);
        if (check !== true) await writeFile(file, text);
      }
      printAnswer(
        stale.length === 0
          ? `${out} is current.`
          : `${check ? 'Not current, run npm run compose:' : 'Written:'} ${stale.join(', ')}`,
      );
      if (check === true && stale.length > 0) process.exitCode = 1;
    });
}
