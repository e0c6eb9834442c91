import { DatabaseSync } from '@photostructure/sqlite';
import type { GraphqlClient } from '#integrations/client/graphql-client.js';

/** Every row of MLflow's database that says something, as a line; read by SQL alone, and by no code of the import. */
export function linesInDatabase(file: string): string[] {
  const database = new DatabaseSync(file, { readOnly: true });
  const lines = (sql: string) => (database.prepare(sql).all() as { line: string }[]).map(({ line }) => line);
  try {
    return [
      "SELECT 'experiment ' || experiment_id || ' ' || name || ' ' || lifecycle_stage AS line FROM experiments",
      "SELECT 'experiment tag ' || experiment_id || ' ' || key || '=' || value AS line FROM experiment_tags",
      "SELECT 'run ' || run_uuid || ' ' || experiment_id || ' ' || status || ' ' || lifecycle_stage AS line FROM runs",
      "SELECT 'parameter ' || run_uuid || ' ' || key || '=' || value AS line FROM params",
      "SELECT 'tag ' || run_uuid || ' ' || key || '=' || value AS line FROM tags",
      "SELECT 'points ' || run_uuid || ' ' || key || ' ' || count(*) || ' to ' || max(step) AS line FROM metrics GROUP BY run_uuid, key",
      `SELECT 'input ' || destination_id || ' ' || name || ' ' || digest || ' ' || dataset_schema AS line
        FROM inputs JOIN datasets ON dataset_uuid = source_id WHERE source_type = 'DATASET'`,
      "SELECT 'output ' || source_id || ' ' || destination_id || ' ' || step AS line FROM inputs WHERE destination_type = 'MODEL_OUTPUT'",
      `SELECT 'logged model ' || model_id || ' ' || experiment_id || ' ' || name || ' ' || model_type || ' ' || source_run_id
        || CASE status WHEN 2 THEN ' READY' ELSE ' ' || status END AS line FROM logged_models`,
      "SELECT 'logged model parameter ' || model_id || ' ' || param_key || '=' || param_value AS line FROM logged_model_params",
      "SELECT 'logged model tag ' || model_id || ' ' || tag_key || '=' || tag_value AS line FROM logged_model_tags",
      "SELECT 'logged model metric ' || model_id || ' ' || metric_name || ' ' || metric_value AS line FROM logged_model_metrics",
      "SELECT 'model ' || name || ' ' || coalesce(description, '') AS line FROM registered_models",
      "SELECT 'model tag ' || name || ' ' || key || '=' || value AS line FROM registered_model_tags",
      "SELECT 'alias ' || name || ' ' || alias || ' ' || version AS line FROM registered_model_aliases",
      `SELECT 'version ' || name || ' ' || version || ' ' || run_id || ' ' || coalesce(description, '') || ' '
        || current_stage || ' ' || creation_time AS line FROM model_versions`,
      "SELECT 'version tag ' || name || ' ' || version || ' ' || key || '=' || value AS line FROM model_version_tags",
    ].flatMap(lines);
  } finally {
    database.close();
  }
}

const EXPERIMENTS = `query ($namespace: String!) { experiments(filter: { namespace: $namespace, archived: ALL }, first: 20) { nodes {
  externalId displayName archivedAt tags
  runs(first: 50) { nodes {
    id externalId status archivedAt tags parameters metrics { key }
    inputs { datasetVersion { externalDigest { value } external { name schema } } }
    loggedModels { step loggedModel { externalId } }
  } }
  loggedModels(first: 20) { nodes {
    externalId name modelType status parameters tags run { externalId } metrics { key value }
  } }
} } }`;
const HISTORY = `query ($id: ID!, $key: String!) { run(id: $id) { metricHistory(key: $key, first: 1000) { nodes { step } } } }`;
const MODELS = `query ($namespace: String!) { models(filter: { namespace: $namespace }, first: 20) { nodes {
  displayName description tags aliases { name modelVersion { externalVersion } }
  versions(first: 20) { nodes { externalVersion description tags createdElsewhereAt run { externalId } } }
} } }`;

interface Listed<Node> {
  readonly nodes: readonly Node[];
}

interface Tagged {
  readonly tags: Readonly<Record<string, string>>;
}

interface Run extends Tagged {
  readonly id: string;
  readonly externalId: string;
  readonly status: string;
  readonly archivedAt: string | null;
  readonly parameters: Readonly<Record<string, string>>;
  readonly metrics: readonly { readonly key: string }[];
  readonly inputs: readonly {
    readonly datasetVersion: {
      readonly externalDigest: { readonly value: string };
      readonly external: { readonly name: string; readonly schema: string };
    };
  }[];
  readonly loggedModels: readonly { readonly step: number; readonly loggedModel: { readonly externalId: string } }[];
}

interface LoggedModel extends Tagged {
  readonly externalId: string;
  readonly name: string;
  readonly modelType: string;
  readonly status: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly run: { readonly externalId: string };
  readonly metrics: readonly { readonly key: string; readonly value: number }[];
}

interface Experiment extends Tagged {
  readonly externalId: string;
  readonly displayName: string;
  readonly archivedAt: string | null;
  readonly runs: Listed<Run>;
  readonly loggedModels: Listed<LoggedModel>;
}

interface Model extends Tagged {
  readonly displayName: string;
  readonly description: string | null;
  readonly aliases: readonly { readonly name: string; readonly modelVersion: { readonly externalVersion: string } }[];
  readonly versions: Listed<
    Tagged & {
      readonly externalVersion: string;
      readonly description: string | null;
      readonly createdElsewhereAt: string;
      readonly run: { readonly externalId: string };
    }
  >;
}

/** What is in a namespace here, in the same lines. */
export async function linesHere(client: GraphqlClient, namespace: string): Promise<string[]> {
  const lines: string[] = [];
  const pairs = (what: string, values: Readonly<Record<string, string>>) =>
    lines.push(...Object.entries(values).map(([key, value]) => `${what} ${key}=${value}`));
  const { experiments } = await client.query<{ experiments: Listed<Experiment> }>(EXPERIMENTS, { namespace });
  for (const { externalId, displayName, archivedAt, tags, runs, loggedModels } of experiments.nodes) {
    const experiment = mlflowId(externalId);
    lines.push(`experiment ${experiment} ${displayName} ${lifecycle(archivedAt)}`);
    pairs(`experiment tag ${experiment}`, tags);
    for (const run of runs.nodes) {
      const id = mlflowId(run.externalId);
      lines.push(`run ${id} ${experiment} ${run.status} ${lifecycle(run.archivedAt)}`);
      pairs(`parameter ${id}`, run.parameters);
      pairs(`tag ${id}`, run.tags);
      for (const { key } of run.metrics) {
        const { run: found } = await client.query<{ run: { metricHistory: Listed<{ step: number }> } }>(HISTORY, {
          id: run.id,
          key,
        });
        const steps = found.metricHistory.nodes.map(({ step }) => step);
        lines.push(`points ${id} ${key} ${steps.length} to ${Math.max(...steps)}`);
      }
      for (const { datasetVersion: read } of run.inputs)
        lines.push(`input ${id} ${read.external.name} ${read.externalDigest.value} ${read.external.schema}`);
      for (const { step, loggedModel } of run.loggedModels)
        lines.push(`output ${id} ${mlflowId(loggedModel.externalId)} ${step}`);
    }
    for (const model of loggedModels.nodes) {
      const id = mlflowId(model.externalId);
      const run = mlflowId(model.run.externalId);
      lines.push(`logged model ${id} ${experiment} ${model.name} ${model.modelType} ${run} ${model.status}`);
      pairs(`logged model parameter ${id}`, model.parameters);
      pairs(`logged model tag ${id}`, model.tags);
      lines.push(...model.metrics.map(({ key, value }) => `logged model metric ${id} ${key} ${value}`));
    }
  }
  const { models } = await client.query<{ models: Listed<Model> }>(MODELS, { namespace });
  for (const { displayName, description, tags, aliases, versions } of models.nodes) {
    lines.push(`model ${displayName} ${description ?? ''}`);
    pairs(`model tag ${displayName}`, tags);
    for (const { name, modelVersion } of aliases)
      lines.push(`alias ${displayName} ${name} ${modelVersion.externalVersion}`);
    for (const version of versions.nodes) {
      const of = `${displayName} ${version.externalVersion}`;
      const { run, description: text, createdElsewhereAt } = version;
      const stage = version.tags['mlflow.stage'] ?? 'None';
      lines.push(`version ${of} ${mlflowId(run.externalId)} ${text ?? ''} ${stage} ${Date.parse(createdElsewhereAt)}`);
      pairs(`version tag ${of}`, version.tags);
    }
  }
  return lines;
}

function mlflowId(externalId: string): string {
  return externalId.replace(/^mlflow:/, '');
}

function lifecycle(archivedAt: string | null): string {
  return archivedAt === null ? 'active' : 'deleted';
}
