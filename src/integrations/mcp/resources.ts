import { type AskTool, found, ToolFailure } from './tool.js';
import { RUN, VERSION } from './tools/explain-tools.js';

/** Each kind of resource: what its URI names, and how it is read. */
const KINDS = {
  model: {
    title: 'A model, by its name',
    document: `query ReadModel($ref: String!) { thing: model(name: $ref) { name owners tags description
      aliases { name validFrom actor modelVersion { ref } } latest { ref } versions(first: 20) { totalCount nodes { ref status createdAt } } } }`,
  },
  version: {
    title: 'A model version, by its ref',
    document: `query ReadVersion($ref: String!) { thing: modelVersion(ref: $ref) { ${VERSION} } }`,
  },
  dataset: {
    title: 'A dataset version, by its ref',
    document: `query ReadDataset($ref: String!) { thing: datasetVersion(ref: $ref) { ref digest createdAt createdBy description rowCount license source
      schema { name type } files { path uri digest sizeBytes } derivedFrom { ref } } }`,
  },
  environment: {
    title: 'An environment version, by its ref',
    document: `query ReadEnvironment($ref: String!) { thing: environmentVersion(ref: $ref) { ref digest createdAt createdBy image os hardware
      packages { name version } } }`,
  },
  run: { title: 'A run, by its id', document: `query ReadRun($ref: ID!) { thing: run(id: $ref) { ${RUN} } }` },
} as const;

/** How resources are addressed, for `resources/templates/list`. */
export const RESOURCE_TEMPLATES = Object.entries(KINDS).map(([kind, { title }]) => ({
  name: kind,
  title,
  uriTemplate: `pedigraph://${kind}/{+ref}`,
  mimeType: 'application/json',
}));

const LISTED = 'query ListModels { models(first: 100) { nodes { name latest { ref } } } }';

/** Models that an agent may read without a search: the first hundred. */
export async function listResources(ask: AskTool) {
  const { models } = await ask<{ models: { nodes: { name: string }[] } }>(LISTED);
  return models.nodes.map(({ name }) => ({ uri: `pedigraph://model/${name}`, name, mimeType: 'application/json' }));
}

/**
 * Reads a resource.
 * @throws {ToolFailure} where the URI is none of ours, or what it names is not there
 */
export async function readResource(uri: string, ask: AskTool): Promise<unknown> {
  const [, kind = '', written = ''] = /^pedigraph:\/\/(\w+)\/(.{1,600})$/.exec(uri) ?? [];
  if (!Object.hasOwn(KINDS, kind))
    throw new ToolFailure(
      'BAD_USER_INPUT',
      `Expected a URI such as pedigraph://version/team/model@1.0.0; its kinds are ${Object.keys(KINDS).join(', ')}.`,
    );
  const ref = decoded(written);
  const { thing } = await ask<{ thing: unknown }>(KINDS[kind as keyof typeof KINDS].document, { ref });
  return found(thing, ref);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
