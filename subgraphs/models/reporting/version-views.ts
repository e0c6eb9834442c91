import type { ReportingView } from '#platform/database/reporting/reporting-view.js';
import { namespaceSql } from '#platform/database/rows/text-sql.js';
import { ARCHIVED_SQL, lastSaidSql, NAMESPACE_SQL } from '../model/model-sql.js';
import { VERSION_STATUS_SQL } from '../model-version/version-sql.js';

/** SQL of the aliases that point to the version `v` now, sorted, with commas between. */
const ALIASES = `(
  SELECT string_agg(a.alias, ', ' ORDER BY a.alias) FROM (
    SELECT DISTINCT ON (alias) alias, model_version_id FROM models.alias_change
    WHERE model_id = v.model_id ORDER BY alias, sequence DESC) a
  WHERE a.model_version_id = v.id)`;

/** SQL of the verdict of the version `v`; `verdictOf` in words of the database. */
const VERDICT = `CASE
  WHEN v.missing @> '[{"blocking": true}]' THEN 'NOT_REPRODUCIBLE'
  WHEN v.missing = '[]' THEN 'REPRODUCIBLE'
  ELSE 'PARTIAL' END`;

/** Models, their versions and what these pin. */
export const versionViews: readonly ReportingView[] = [
  {
    name: 'models',
    description: 'A registered model.',
    columns: {
      model: ['m.name', 'Its name: `fraud/detector`.'],
      namespace: [NAMESPACE_SQL, 'All before the last `/` of it; empty where there is none.'],
      description: [`${lastSaidSql('DESCRIPTION')} #>> '{}'`, 'What it is, as it was described last.'],
      owners: [
        `(SELECT string_agg(o.value, ', ' ORDER BY o.place)
          FROM jsonb_array_elements_text(${lastSaidSql('OWNERS')}) WITH ORDINALITY AS o (value, place))`,
        'Who owns it, with commas between.',
      ],
      archived: [ARCHIVED_SQL, 'Whether it is archived now.'],
      created_at: ['m.created_at', 'When it was registered.'],
      created_by: ['m.created_by', 'Who registered it.'],
    },
    from: 'models.model m',
  },
  {
    name: 'model_versions',
    description: 'A sealed version of a model, with what is true of it now.',
    columns: {
      model_version: ['v.ref', 'Its ref: `fraud/detector@1.4.0`.'],
      model: ['v.name', 'The model.'],
      namespace: [namespaceSql('v.name'), 'The namespace of the model.'],
      version: ['v.version', 'Its number: `1.4.0`.'],
      status: [VERSION_STATUS_SQL, 'Its status now: `PRODUCTION`.'],
      aliases: [ALIASES, 'The aliases that point to it now, with commas between.'],
      verdict: [VERDICT, 'Whether it can be rebuilt: `REPRODUCIBLE`, `PARTIAL`, `NOT_REPRODUCIBLE`.'],
      missing: [
        `(SELECT string_agg(p.part ->> 'what', '; ' ORDER BY p.place)
          FROM jsonb_array_elements(v.missing) WITH ORDINALITY AS p (part, place))`,
        'What is missing to rebuild it, with semicolons between.',
      ],
      change: [`v.bump ->> 'level'`, 'What it changed: `MAJOR`, `MINOR`, `PATCH`, `INITIAL`.'],
      architecture: ['v.architecture', 'Its architecture.'],
      code_repository: [`v.code ->> 'repository'`, 'The repository of its code.'],
      code_commit: [`v.code ->> 'commit'`, 'The commit of its code.'],
      code_dirty: [`(v.code ->> 'dirty')::boolean`, 'Whether changes beside the commit were not committed.'],
      environment_version: [`v.environment_pin ->> 'ref'`, 'The environment version it was made in.'],
      run: [
        `(coalesce(v.run_pin, (SELECT r.run_pin FROM models.run_attachment r WHERE r.model_version_id = v.id)) ->> 'id')::uuid`,
        'The id of the run that made it.',
      ],
      external_version: ['v.external_version', 'Its number in the registry it came from.'],
      digest: ['v.digest', 'The SHA-256 over all that it pins.'],
      created_at: ['v.created_at', 'When it was registered.'],
      created_by: ['v.created_by', 'Who registered it.'],
    },
    from: 'models.model_version v',
  },
  {
    name: 'model_version_datasets',
    description: 'A dataset version that a model version pins.',
    columns: {
      model_version: ['v.ref', 'The model version.'],
      role: [`d.pin ->> 'role'`, 'What it was used for: `TRAINING`.'],
      dataset_version: [`d.pin ->> 'ref'`, 'The dataset version: `fraud/transactions@1.1.0`.'],
      digest: [`d.pin ->> 'digest'`, 'The digest of it that is pinned.'],
    },
    from: 'models.model_version v CROSS JOIN LATERAL jsonb_array_elements(v.dataset_pins) AS d (pin)',
  },
];
