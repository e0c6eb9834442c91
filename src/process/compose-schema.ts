import { manifestJsonSchema } from '#integrations/registration/manifest.js';
import { composeSupergraph } from '#platform/federation/compose-supergraph.js';
import { eventsDocument } from './describe-events.js';
import { reportingDocument } from './describe-reporting.js';
import { rightsDocument } from './describe-rights.js';
import { settingsDocument } from './describe-settings.js';
import { subgraphServices } from './subgraph-services.js';

/**
 * The files of `schema/`, by name: one SDL a subgraph, the supergraph, the API that clients see, and the form of
 * manifests.
 */
export async function composeSchema(): Promise<ReadonlyMap<string, string>> {
  const services = await subgraphServices();
  const { supergraphSdl, apiSdl } = composeSupergraph(services);
  const files = services.map(({ name, sdl }): [string, string] => [`${name}.graphql`, sdl]);
  return new Map([
    ...files,
    ['supergraph.graphql', `${supergraphSdl.trim()}\n`],
    ['api.graphql', `${apiSdl.trim()}\n`],
    ['register.schema.json', `${JSON.stringify(manifestJsonSchema(), null, 2)}\n`],
  ]);
}

/** The files of `docs/` that are written from the code, by name. */
export function composeDocuments(): ReadonlyMap<string, string> {
  return new Map([
    ['events.md', eventsDocument()],
    ['reporting.md', reportingDocument()],
    ['rights.md', rightsDocument()],
    ['settings.md', settingsDocument()],
  ]);
}
