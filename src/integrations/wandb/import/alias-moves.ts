import { attempt } from '#integrations/importing/attempt.js';
import { write } from '#integrations/importing/write.js';
import type { WandbRun } from '../source/wandb-run.js';
import type { WandbImportContext } from './import-context.js';
import { momentOf } from './run-content.js';

/** Where an artifact's alias points: W&B has one of a name, which the last run that gave it has moved. */
interface AliasMove {
  readonly model: string;
  readonly alias: string;
  readonly version: string;
  readonly run: WandbRun;
  readonly path: string;
}

const HISTORY = `query ($name: String!, $alias: String!) { model(name: $name) {
  aliasHistory(alias: $alias, first: 1) { nodes { reason modelVersion { version } } }
} }`;
const SET = 'mutation ($input: SetAliasInput!) { setAlias(input: $input) { alias { name } } }';

interface History {
  readonly model: {
    readonly aliasHistory: {
      readonly nodes: readonly {
        readonly reason: string | null;
        readonly modelVersion: { readonly version: string } | null;
      }[];
    };
  } | null;
}

/** How the reason of a move begins that an import made. */
const BY_IMPORT = 'W&B run ';

/** The aliases of models, gathered while an import runs, and set at its end where the last run that gave them has them. */
export class AliasMoves {
  readonly #last = new Map<string, AliasMove>();

  add(move: AliasMove): void {
    const key = JSON.stringify([move.model, move.alias]);
    const known = this.#last.get(key);
    if (known === undefined || (known.run.lastAt ?? 0) <= (move.run.lastAt ?? 0)) this.#last.set(key, move);
  }

  async make(context: WandbImportContext): Promise<void> {
    for (const move of this.#last.values())
      await attempt(context, { kind: 'alias', path: `${move.path}#${move.alias.slice(0, 200)}` }, () =>
        make(move, context),
      );
  }
}

async function make({ model: name, alias, version, run, path }: AliasMove, context: WandbImportContext): Promise<void> {
  const { client, tally } = context;
  const { model } = await client.query<History>(HISTORY, { name, alias });
  const newest = model?.aliasHistory.nodes[0];
  const current = newest?.modelVersion?.version ?? null;
  if (current === version) return tally.count('aliases', 'alreadyThere');
  if (newest !== undefined && !newest.reason?.startsWith(BY_IMPORT)) {
    tally.remark(path, `its alias ${alias} was moved here to ${current ?? 'nowhere'}, where it stays`);
    return tally.count('aliases', 'alreadyThere');
  }
  const movedElsewhereAt = momentOf(run, run.lastAt, 'end', context);
  const input = { model: name, alias, version, expected: current, reason: `${BY_IMPORT}${run.id}`, movedElsewhereAt };
  await write(context, SET, { input });
  tally.count('aliases', 'imported');
}
