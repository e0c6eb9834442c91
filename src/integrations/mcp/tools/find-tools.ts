import * as z from 'zod';
import { defineTool, found } from '../tool.js';
import { modelName, upTo } from './inputs.js';

const ALIASED = `name owners description
  alias(name: $alias) { validFrom actor modelVersion { ref status reproducibility { verdict }
    deployments(first: 10) { nodes { target active startedAt environment { ref } } } } }`;

/** Tools that find what there is. */
export const findTools = [
  defineTool({
    name: 'find_models',
    title: 'Find models',
    description:
      'Lists models with their latest version, owners and tags, optionally of one namespace and those below it. Begin here when the name of a model is not known.',
    input: {
      namespace: z.string().max(300).optional().describe('Such as "fraud"'),
      first: upTo(100, 30),
    },
    async answer({ namespace, first }, ask) {
      const document = `query FindModels($filter: ModelFilter, $first: Int!) { models(filter: $filter, first: $first) { totalCount
        nodes { name owners tags description latest { ref status createdAt createdBy } } } }`;
      const filter = namespace === undefined ? {} : { namespace };
      return (await ask<{ models: unknown }>(document, { filter, first })).models;
    },
  }),
  defineTool({
    name: 'search',
    title: 'Search the registry',
    description:
      'Finds model versions, runs, dataset and environment versions. The query has words and fields: "namespace:demo metric.auc > 0.8 package:numpy<2 status:approved", "downstreamOf:demo/raw@1.1.0", "kind:run parameter.depth:6", with and, or, not and parentheses. A mistake in the query is answered with what was expected.',
    input: { query: z.string().max(2_000), first: upTo(50, 20) },
    async answer(given, ask) {
      const document = `query Search($query: String!, $first: Int!) { search(query: $query, first: $first) { totalCount nodes { __typename
        ... on ModelVersion { ref status createdAt createdBy } ... on Run { id ref name runStatus: status startedAt }
        ... on DatasetVersion { ref createdAt rowCount } ... on EnvironmentVersion { ref createdAt image } } } }`;
      return (await ask<{ search: unknown }>(document, given)).search;
    },
  }),
  defineTool({
    name: 'in_production',
    title: 'What is in production',
    description:
      'Which version the alias "production" (or another alias) of a model names, since when, by whom, its verdict, and where it is deployed; without a model, of all models.',
    input: {
      model: modelName.optional(),
      alias: z.string().max(255).default('production'),
      first: upTo(100, 50),
    },
    async answer({ model, alias, first }, ask) {
      if (model !== undefined) {
        const document = `query InProduction($model: String!, $alias: String!) { model(name: $model) { ${ALIASED} } }`;
        const answer = await ask<{ model: unknown }>(document, { model, alias });
        return found(answer.model, `The model ${model}`);
      }
      const document = `query InProductionAll($alias: String!, $first: Int!) { models(first: $first) { totalCount nodes { ${ALIASED} } } }`;
      const { models } = await ask<{ models: { totalCount: number; nodes: { alias: unknown }[] } }>(document, {
        alias,
        first,
      });
      return { models: models.totalCount, looked: models.nodes.length, named: models.nodes.filter((one) => one.alias) };
    },
  }),
  defineTool({
    name: 'find_runs',
    title: 'Find runs',
    description:
      'Runs of a namespace or of everything, newest first, with parameters and last metrics. For conditions ("metric.auc > 0.9") call search with "kind:run".',
    input: { namespace: z.string().max(300).optional(), first: upTo(50, 20) },
    async answer({ namespace, first }, ask) {
      const document = `query FindRuns($filter: RunFilter!, $first: Int!) { runs(filter: $filter, first: $first) { totalCount
        nodes { id ref name status startedAt endedAt user parameters metrics { key value } } } }`;
      const filter = namespace === undefined ? {} : { namespace };
      return (await ask<{ runs: unknown }>(document, { filter, first })).runs;
    },
  }),
];
