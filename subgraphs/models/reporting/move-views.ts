import type { ReportingView } from '#platform/database/reporting/reporting-view.js';

type Column = readonly [sql: string, description: string];

const AT: Column = ['c.at', 'When.'];
const ACTOR: Column = ['c.by', 'Who did it.'];
const REASON: Column = ['c.reason', 'Why, where somebody said so.'];
const MODEL: Column = ['m.name', 'The model.'];
const VERSION: Column = ['v.ref', 'The model version.'];

/** What moves: aliases, statuses, deployments, promotions, rollbacks, evaluations and approvals. */
export const moveViews: readonly ReportingView[] = [
  {
    name: 'alias_moves',
    description: 'A move of an alias. The one without an end whose model version is not null is where it points now.',
    columns: {
      model: ['c.model_name', 'The model.'],
      alias: ['c.alias', 'The alias: `production`.'],
      model_version: ['v.ref', 'Where it points from then on; null where the alias was removed.'],
      valid_from: ['c.at', 'Since when.'],
      valid_to: ['lead(c.at) OVER (PARTITION BY c.model_id, c.alias ORDER BY c.sequence)', 'Until when; null is now.'],
      actor: ACTOR,
      reason: REASON,
    },
    from: 'models.alias_change c LEFT JOIN models.model_version v ON v.id = c.model_version_id',
  },
  {
    name: 'status_changes',
    description: 'A change of the status of a model version; it begins with IN_REVIEW, which is no row.',
    columns: { model_version: VERSION, status: ['c.status', 'Its new status.'], at: AT, actor: ACTOR, reason: REASON },
    from: 'models.status_change c JOIN models.model_version v ON v.id = c.model_version_id',
  },
  {
    name: 'deployments',
    description: 'A model version that runs, or ran, on a target.',
    columns: {
      id: ['c.id', 'The id of the deployment.'],
      target: ['c.target', 'Where: `prod-eu`.'],
      model: MODEL,
      model_version: VERSION,
      environment_version: [`c.environment_pin ->> 'ref'`, 'The environment version it is served in.'],
      active: ['e.deployment_id IS NULL', 'Whether it runs now.'],
      started_at: ['c.started_at', 'Since when.'],
      ended_at: ['e.at', 'Until when; null is now.'],
      actor: ['c.by', 'Who recorded that it runs.'],
      end_reason: ['e.reason', 'Why it ended.'],
    },
    from: `models.deployment c JOIN models.model m ON m.id = c.model_id
      JOIN models.model_version v ON v.id = c.model_version_id
      LEFT JOIN models.deployment_end e ON e.deployment_id = c.id`,
  },
  {
    name: 'promotions',
    description: 'A promotion that was judged, whether it went through or not.',
    columns: {
      id: ['c.id', 'The id of the promotion.'],
      model: MODEL,
      alias: ['c.alias', 'The alias it was to have.'],
      model_version: VERSION,
      replaced_version: ['w.ref', 'The version that the alias pointed to.'],
      verdict: ['c.verdict', '`PROMOTED` or `REFUSED`.'],
      at: AT,
      actor: ACTOR,
      reason: REASON,
    },
    from: `models.promotion c JOIN models.model m ON m.id = c.model_id
      JOIN models.model_version v ON v.id = c.model_version_id
      LEFT JOIN models.model_version w ON w.id = c.replaced_version_id`,
  },
  {
    name: 'rollbacks',
    description: 'An alias that went back to an earlier version.',
    columns: {
      id: ['c.id', 'The id of the rollback.'],
      model: MODEL,
      alias: ['c.alias', 'The alias.'],
      from_version: ['v.ref', 'The version that was bad.'],
      to_version: ['w.ref', 'The version that followed it.'],
      duration_seconds: ['c.seconds', 'How long the bad one had the alias.'],
      at: AT,
      actor: ACTOR,
      reason: REASON,
    },
    from: `models.rollback c JOIN models.model m ON m.id = c.model_id
      JOIN models.model_version v ON v.id = c.from_version_id
      JOIN models.model_version w ON w.id = c.to_version_id`,
  },
  {
    name: 'evaluation_metrics',
    description: 'A metric that was measured of a model version after it was registered.',
    columns: {
      evaluation: ['c.id', 'The id of the evaluation.'],
      model_version: VERSION,
      dataset_version: [`c.dataset_pin ->> 'ref'`, 'What it was measured on.'],
      slice: ['c.slice', 'The part of the data: `country=DE`; null is all of it.'],
      metric: [`p.metric ->> 'key'`, 'What was measured: `auc`.'],
      value: [`(p.metric ->> 'value')::double precision`, 'The value; NaN and the infinities are theirs.'],
      evaluated_at: ['c.evaluated_at', 'When it was measured.'],
      actor: ['c.by', 'Who recorded it.'],
    },
    from: `models.evaluation c JOIN models.model_version v ON v.id = c.model_version_id
      CROSS JOIN LATERAL jsonb_array_elements(c.metrics) AS p (metric)`,
  },
  {
    name: 'approvals',
    description: 'An approval of a model version, or that one was withdrawn.',
    columns: {
      model_version: VERSION,
      given: ['c.given', 'Whether it was given; false where it was withdrawn.'],
      role: ['c.role', 'The role that the approver had.'],
      comment: ['c.comment', 'A comment.'],
      at: AT,
      actor: ACTOR,
    },
    from: 'models.approval c JOIN models.model_version v ON v.id = c.model_version_id',
  },
];
