import * as z from 'zod';
import { defineTool, found } from '../tool.js';
import { modelName, upTo, versionRef } from './inputs.js';

/** What is told of a version, by `modelVersion(ref: $ref)`. */
export const VERSION = `ref digest status createdAt createdBy description tags config architecture
  aliases { name validFrom actor } bump { level reasons } code { repository commit path dirty } build { system buildId url }
  datasets { role datasetVersion { ref rowCount } } environment { ref image os }
  run { id name status parameters metrics { key value } } artifacts { path uri digest sizeBytes }
  reproducibility { verdict missing } deployments(first: 20) { nodes { target active startedAt endedAt endReason } }
  evaluations(first: 5) { nodes { evaluatedAt slice actor datasetVersion { ref } metrics { key value } } }`;

/** What is told of a run. */
export const RUN = `id ref name status startedAt endedAt user tags parameters metrics { key value step }
  experiment { name } code { repository commit dirty } environment { ref image }
  inputs { role datasetVersion { ref } } parent { id name }`;

/** Tools that explain one thing. */
export const explainTools = [
  defineTool({
    name: 'explain_version',
    title: 'Explain a model version',
    description:
      'Everything about one model version: code, data, configuration, environment, run with metrics, artifacts, verdict on rebuilding it, aliases, deployments, evaluations. With asOf: what stood at that moment.',
    input: { ref: versionRef, asOf: z.iso.datetime({ offset: true }).optional().describe('A moment, RFC 3339') },
    async answer({ ref, asOf }, ask) {
      const document = `query ExplainVersion($ref: String!, $asOf: DateTime) { modelVersion(ref: $ref, asOf: $asOf) { ${VERSION} } }`;
      const { modelVersion } = await ask<{ modelVersion: unknown }>(document, { ref, asOf: asOf ?? null });
      return found(modelVersion, `The version ${ref}`);
    },
  }),
  defineTool({
    name: 'explain_run',
    title: 'Explain a run',
    description: 'One run: its parameters, last metrics, code, environment, inputs and status.',
    input: { id: z.string().max(100).describe('The id of a run, as search and find_runs give it') },
    async answer({ id }, ask) {
      const { run } = await ask<{ run: unknown }>(`query ExplainRun($id: ID!) { run(id: $id) { ${RUN} } }`, { id });
      return found(run, `The run ${id}`);
    },
  }),
  defineTool({
    name: 'verdict_and_recipe',
    title: 'Can it be rebuilt, and how',
    description:
      'Whether a model version can be rebuilt from its pins, what is missing where it cannot, and the recipe: the steps that rebuild it. The recipe is for people to read before anything of it is run.',
    input: { ref: versionRef },
    async answer({ ref }, ask) {
      const document =
        'query Verdict($ref: String!) { modelVersion(ref: $ref) { ref reproducibility { verdict missing recipe } } }';
      const { modelVersion } = await ask<{ modelVersion: unknown }>(document, { ref });
      return found(modelVersion, `The version ${ref}`);
    },
  }),
  defineTool({
    name: 'compare_versions',
    title: 'Compare model versions',
    description:
      'What changed between two or more versions in code, data, configuration, environment and artifacts, with the metrics side by side.',
    input: { refs: z.array(versionRef).min(2).max(5) },
    async answer(given, ask) {
      const document = `query Compare($refs: [String!]!) { compareModelVersions(refs: $refs) { complete incompleteReason
        versions { ref createdAt status } changes { ref part path before after } metrics { key values better } } }`;
      return (await ask<{ compareModelVersions: unknown }>(document, given)).compareModelVersions;
    },
  }),
  defineTool({
    name: 'metric_trend',
    title: 'How a metric went',
    description: 'A metric of a model over its versions, oldest version last. Without a key: which keys there are.',
    input: { model: modelName, key: z.string().max(250).optional(), first: upTo(100, 30) },
    async answer({ model: name, key, first }, ask) {
      const document =
        key === undefined
          ? 'query MetricKeys($name: String!) { model(name: $name) { name metricKeys } }'
          : `query MetricTrend($name: String!, $key: String!, $first: Int!) { model(name: $name) { name metricTrend(key: $key, first: $first) {
              totalCount nodes { value source createdAt modelVersion { ref } } } } }`;
      const { model } = await ask<{ model: unknown }>(document, key === undefined ? { name } : { name, key, first });
      return found(model, `The model ${name}`);
    },
  }),
  defineTool({
    name: 'who_approved',
    title: 'Who approved and promoted it',
    description:
      'Approvals and waivers of a model version, and the promotions, refused ones too, and rollbacks of its model, with who, when, why and the rules that were looked at.',
    input: { ref: versionRef, first: upTo(50, 20) },
    async answer({ ref, first }, ask) {
      const document = `query WhoApproved($ref: String!, $first: Int!) { modelVersion(ref: $ref) { ref status
        approvals { actor role comment createdAt } waivers { alias rule reason actor createdAt expiresAt }
        model { name promotions(first: $first) { nodes { alias verdict actor reason createdAt modelVersion { ref } replaced { ref }
          results { rule verdict observed } } }
          rollbacks(first: $first) { nodes { alias reason actor createdAt from { ref } to { ref } } } } } }`;
      const { modelVersion } = await ask<{ modelVersion: unknown }>(document, { ref, first });
      return found(modelVersion, `The version ${ref}`);
    },
  }),
];
