/** The rows that a view of `reporting` is to have, as the API answers them: a query, and how an answer becomes rows. */
export interface RowsByApi {
  readonly query: string;
  readonly rowsOf: (data: never) => readonly Readonly<Record<string, unknown>>[];
}

type Answered<Node> = Readonly<Record<string, { readonly nodes: readonly Node[] }>>;

/** The nodes of a connection of the root, each as some rows. */
function nodes(field: string, selection: string, rowsOf: (node: never) => Record<string, unknown>[]): RowsByApi {
  return {
    query: `{ ${field} { nodes { ${selection} } } }`,
    rowsOf: (data: Answered<never>) => data[/^\w+/.exec(field)![0]]!.nodes.flatMap(rowsOf),
  };
}

const namespaceOf = (name: string) => name.slice(0, Math.max(name.lastIndexOf('/'), 0));
const joined = (texts: readonly string[], by = ', ') => (texts.length === 0 ? null : texts.join(by));
/** As PostgreSQL writes JSON. */
const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value).replaceAll(',', ', '));

interface Named {
  readonly name: string;
  readonly createdAt: string;
  readonly createdBy: string;
}
interface Ref {
  readonly ref: string;
}
interface Versioned extends Ref, Omit<Named, 'name'> {
  readonly version: string;
  readonly digest: string;
}

const created = ({ createdAt, createdBy }: Pick<Named, 'createdAt' | 'createdBy'>) => ({
  created_at: createdAt,
  created_by: createdBy,
});

// biome-ignore lint/suspicious/noExplicitAny: an answer has the shape of its query, which stands beside it
type Any = any;

/** Of each view. */
export const ROWS_BY_API: Readonly<Record<string, RowsByApi>> = {
  models: nodes(
    'models(first: 100, filter: { archived: ALL })',
    'name description owners archivedAt createdAt createdBy',
    (m: Any) => [
      {
        model: m.name,
        namespace: namespaceOf(m.name),
        description: m.description,
        owners: joined(m.owners),
        archived: m.archivedAt !== null,
        ...created(m),
      },
    ],
  ),
  model_versions: nodes(
    `modelVersions(first: 100, filter: { models: { archived: ALL } })`,
    `ref version status digest externalVersion architecture createdAt createdBy model { name } aliases { name }
     reproducibility { verdict missing } bump { level } code { repository commit dirty } environment { ref } run { id }`,
    (v: Any) => [
      {
        model_version: v.ref,
        model: v.model.name,
        namespace: namespaceOf(v.model.name),
        version: v.version,
        status: v.status,
        aliases: joined(v.aliases.map(({ name }: Any) => name)),
        verdict: v.reproducibility.verdict,
        missing: joined(v.reproducibility.missing, '; '),
        change: v.bump.level,
        architecture: v.architecture,
        code_repository: v.code?.repository ?? null,
        code_commit: v.code?.commit ?? null,
        code_dirty: v.code?.dirty ?? null,
        environment_version: v.environment?.ref ?? null,
        run: v.run?.id ?? null,
        external_version: v.externalVersion,
        digest: v.digest,
        ...created(v),
      },
    ],
  ),
  model_version_datasets: nodes(
    'modelVersions(first: 100)',
    'ref datasets { role datasetVersion { ref digest } }',
    (v: Any) =>
      v.datasets.map(({ role, datasetVersion }: Any) => ({
        model_version: v.ref,
        role,
        dataset_version: datasetVersion.ref,
        digest: datasetVersion.digest,
      })),
  ),
  alias_moves: nodes(
    'models(first: 100)',
    'name aliasHistory(first: 100) { nodes { alias validFrom validTo actor reason modelVersion { ref } } }',
    (m: Any) =>
      m.aliasHistory.nodes.map((move: Any) => ({
        model: m.name,
        alias: move.alias,
        model_version: move.modelVersion?.ref ?? null,
        valid_from: move.validFrom,
        valid_to: move.validTo,
        actor: move.actor,
        reason: move.reason,
      })),
  ),
  // When one was is in no answer: an event is of the end of its transaction.
  status_changes: nodes('ledger(first: 100, types: [StatusChanged])', 'subject actor payload', (e: Any) => [
    { model_version: e.subject, status: e.payload.status, actor: e.actor, reason: e.payload.reason },
  ]),
  deployments: nodes(
    'deployments(first: 100)',
    'id target active startedAt endedAt endReason actor modelVersion { ref model { name } } environment { ref }',
    (d: Any) => [
      {
        id: d.id,
        target: d.target,
        model: d.modelVersion.model.name,
        model_version: d.modelVersion.ref,
        environment_version: d.environment?.ref ?? null,
        active: d.active,
        started_at: d.startedAt,
        ended_at: d.endedAt,
        actor: d.actor,
        end_reason: d.endReason,
      },
    ],
  ),
  promotions: nodes(
    'models(first: 100)',
    'name promotions(first: 100) { nodes { id alias verdict createdAt actor reason modelVersion { ref } replaced { ref } } }',
    (m: Any) =>
      m.promotions.nodes.map((p: Any) => ({
        id: p.id,
        model: m.name,
        alias: p.alias,
        model_version: p.modelVersion.ref,
        replaced_version: p.replaced?.ref ?? null,
        verdict: p.verdict,
        at: p.createdAt,
        actor: p.actor,
        reason: p.reason,
      })),
  ),
  rollbacks: nodes(
    'models(first: 100)',
    'name rollbacks(first: 100) { nodes { id alias createdAt actor reason durationSeconds from { ref } to { ref } } }',
    (m: Any) =>
      m.rollbacks.nodes.map((r: Any) => ({
        id: r.id,
        model: m.name,
        alias: r.alias,
        from_version: r.from.ref,
        to_version: r.to.ref,
        duration_seconds: r.durationSeconds,
        at: r.createdAt,
        actor: r.actor,
        reason: r.reason,
      })),
  ),
  evaluation_metrics: nodes(
    'modelVersions(first: 100)',
    'ref evaluations(first: 100) { nodes { id slice evaluatedAt actor datasetVersion { ref } metrics { key value } } }',
    (v: Any) =>
      v.evaluations.nodes.flatMap((e: Any) =>
        e.metrics.map(({ key, value }: Any) => ({
          evaluation: e.id,
          model_version: v.ref,
          dataset_version: e.datasetVersion?.ref ?? null,
          slice: e.slice,
          metric: key,
          value: Number(value),
          evaluated_at: e.evaluatedAt,
          actor: e.actor,
        })),
      ),
  ),
  approvals: nodes('modelVersions(first: 100)', 'ref approvals { role comment createdAt actor }', (v: Any) =>
    v.approvals.map(({ role, comment, createdAt, actor }: Any) => ({
      model_version: v.ref,
      given: true,
      role,
      comment,
      at: createdAt,
      actor,
    })),
  ),
  experiments: nodes('experiments(first: 100)', 'name displayName archivedAt createdAt createdBy', (e: Any) => [
    {
      experiment: e.name,
      namespace: namespaceOf(e.name),
      display_name: e.displayName,
      archived: e.archivedAt !== null,
      ...created(e),
    },
  ]),
  runs: nodes(
    'runs(first: 100, filter: { namespace: "demo" })',
    `id name status startedAt endedAt externalId archivedAt createdBy experiment { name } code { repository commit }
     environment { ref } parent { id }`,
    (r: Any) => [
      {
        run: r.id,
        experiment: r.experiment.name,
        namespace: namespaceOf(r.experiment.name),
        name: r.name,
        status: r.status,
        started_at: r.startedAt,
        ended_at: r.endedAt,
        duration_seconds: r.endedAt && (Date.parse(r.endedAt) - Date.parse(r.startedAt)) / 1_000,
        code_repository: r.code?.repository ?? null,
        code_commit: r.code?.commit ?? null,
        environment_version: r.environment?.ref ?? null,
        parent_run: r.parent?.id ?? null,
        external_id: r.externalId,
        archived: r.archivedAt !== null,
        created_by: r.createdBy,
      },
    ],
  ),
  run_metrics: nodes(
    'runTable(first: 100, filter: { namespace: "demo" }, columns: ["metric.auc", "metric.auc.min", "metric.auc.max", "metric.loss", "metric.loss.min", "metric.loss.max"])',
    'run { id status } values',
    ({ run, values }: Any) =>
      run.status === 'RUNNING'
        ? []
        : ['auc', 'loss'].map((metric) => ({
            run: run.id,
            metric,
            value: values[`metric.${metric}`],
            lowest: values[`metric.${metric}.min`],
            highest: values[`metric.${metric}.max`],
          })),
  ),
  run_parameters: nodes('runs(first: 100, filter: { namespace: "demo" })', 'id parameters', (r: Any) =>
    Object.entries(r.parameters).map(([parameter, value]) => ({ run: r.id, parameter, value: asText(value) })),
  ),
  datasets: nodes('datasets(first: 100)', 'name createdAt createdBy', (d: Named) => [
    { dataset: d.name, namespace: namespaceOf(d.name), ...created(d) },
  ]),
  dataset_versions: nodes(
    'datasets(first: 100)',
    'name versions(first: 100) { nodes { ref version rowCount license digest createdAt createdBy files { sizeBytes } } }',
    (d: Any) =>
      d.versions.nodes.map((v: Versioned & { rowCount: number; license: string; files: { sizeBytes: number }[] }) => ({
        dataset_version: v.ref,
        dataset: d.name,
        version: v.version,
        row_count: String(v.rowCount),
        file_count: v.files.length,
        size_bytes: String(v.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)),
        license: v.license,
        digest: v.digest,
        ...created(v),
      })),
  ),
  dataset_derivations: nodes(
    'datasets(first: 100)',
    'versions(first: 100) { nodes { ref derivedFrom { ref } } }',
    (d: Any) =>
      d.versions.nodes.flatMap((v: Any) =>
        v.derivedFrom.map(({ ref }: Ref) => ({ dataset_version: v.ref, derived_from: ref })),
      ),
  ),
  environments: nodes('environments(first: 100)', 'name createdAt createdBy', (e: Named) => [
    { environment: e.name, namespace: namespaceOf(e.name), ...created(e) },
  ]),
  environment_versions: nodes(
    'environments(first: 100)',
    'name versions(first: 100) { nodes { ref version image os hardware digest createdAt createdBy runtime { name version } } }',
    (e: Any) =>
      e.versions.nodes.map((v: Any) => ({
        environment_version: v.ref,
        environment: e.name,
        version: v.version,
        image: v.image,
        runtime: v.runtime?.name ?? null,
        runtime_version: v.runtime?.version ?? null,
        os: v.os,
        hardware: v.hardware,
        digest: v.digest,
        ...created(v),
      })),
  ),
  environment_packages: nodes(
    'environments(first: 100)',
    'versions(first: 100) { nodes { ref packages { manager name version } } }',
    (e: Any) =>
      e.versions.nodes.flatMap((v: Any) =>
        v.packages.map((p: Any) => ({
          environment_version: v.ref,
          manager: p.manager,
          package: p.name,
          version: p.version,
        })),
      ),
  ),
};
