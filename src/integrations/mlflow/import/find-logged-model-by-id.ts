import { findEach, type Lookup } from '#integrations/importing/find-each.js';
import { MOST, textMisfit } from '#integrations/importing/fit-text.js';
import { remembering } from '#integrations/importing/remembering.js';
import { externalIdOf } from './find-runs.js';
import type { ImportContext } from './import-context.js';
import type { ExperimentNames } from './import-experiments.js';

/**
 * The id here of a logged model, by MLflow's; null where there is none.
 * @param experimentId MLflow's id of the experiment of the run that names it; null where none does
 */
export type FindLoggedModel = (model: string, experimentId: string | null) => Promise<string | null>;

/** The logged models of the source that are here. */
export interface LoggedModelsHere {
  /** Remembers one that was found or made. */
  add(model: string, id: string): void;
  readonly find: FindLoggedModel;
}

const LOOKUP: Lookup = { field: 'loggedModelByExternalId', of: 'experiment', selection: 'id' };

/** So many are remembered, in some tens of megabytes; any more are looked for in the experiment of the run that names them. */
const MOST_REMEMBERED = 200_000;

/** Finds logged models among those of this import: another store's in the same namespace, or below, may have the same id. */
export function loggedModelsHere(names: ExperimentNames, context: ImportContext): LoggedModelsHere {
  const imported = new Map<string, string>();
  const remembered = remembering<string | null>();
  const ask = async (model: string, experiment: string) => {
    const [found] = await findEach<{ id: string }>([[experiment, externalIdOf(model)]], LOOKUP, context);
    return found?.id ?? null;
  };
  return {
    add(model, id) {
      if (imported.size < MOST_REMEMBERED) imported.set(model, id);
    },
    async find(model, experimentId) {
      const known = imported.get(model);
      if (known !== undefined) return known;
      const experiment = experimentId === null ? undefined : names.get(experimentId);
      if (experiment === undefined || textMisfit(model, MOST.name) !== null) return null;
      return remembered(`${experiment} ${model}`, () => ask(model, experiment));
    },
  };
}
