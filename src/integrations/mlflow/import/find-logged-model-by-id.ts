import { externalIdOf } from './find-runs.js';
import type { ImportContext } from './import-context.js';
import { remembering } from './remembering.js';

/** The id here of a logged model, by MLflow's; null where there is none. */
export type FindLoggedModel = (model: string) => Promise<string | null>;

const BY_EXTERNAL_ID = `query ($filter: LoggedModelFilter!) { loggedModels(filter: $filter, first: 1) { nodes { id } } }`;

/** Finds logged models in the namespace of the import: their ids are drawn by chance and never given twice. */
export function findLoggedModelsById({ client, namespace }: ImportContext): FindLoggedModel {
  const remembered = remembering<string | null>();
  const ask = async (model: string) => {
    const condition = { subject: 'ATTRIBUTE', key: 'externalId', operator: 'EQ', value: externalIdOf(model) };
    const { loggedModels } = await client.query<{ loggedModels: { nodes: readonly { id: string }[] } }>(
      BY_EXTERNAL_ID,
      { filter: { namespace, archived: 'ALL', conditions: [condition] } },
    );
    return loggedModels.nodes[0]?.id ?? null;
  };
  return (model) => remembered(model, () => ask(model));
}
