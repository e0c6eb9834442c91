import { jsonTextSql, namespaceSql, type ReportingView } from '#platform/database/reporting/reporting-view.js';

/** SQL of what a row is called now: as it was renamed last, else as it was made. */
const nameNow = (id: string, name: string) => `coalesce((
  SELECT n.name FROM experiments.name_change n WHERE n.subject_id = ${id} ORDER BY n.sequence DESC LIMIT 1), ${name})`;

/** SQL of whether it is archived now. */
const isArchived = (id: string) => `coalesce((
  SELECT a.is_restored IS NULL FROM experiments.archival a
  WHERE a.subject_id = ${id} ORDER BY coalesce(a.sequence, 1) DESC LIMIT 1), false)`;

/** The last time that a run went on after its end, and the end of that. */
const LAST_CONTINUATION = `LEFT JOIN LATERAL (
    SELECT sequence FROM experiments.run_continuation WHERE run_id = r.id ORDER BY sequence DESC LIMIT 1) c ON true
  LEFT JOIN experiments.run_continuation_end ce ON ce.run_id = r.id AND ce.sequence = c.sequence`;

const STATUS = `CASE
  WHEN e.run_id IS NULL OR c.sequence IS NOT NULL AND ce.run_id IS NULL THEN 'RUNNING'
  ELSE coalesce(ce.status, e.status) END`;
const ENDED_AT = 'CASE WHEN c.sequence IS NULL THEN e.ended_at ELSE ce.ended_at END';

/** Experiments, runs, and what they were given and measured. */
export const reporting: readonly ReportingView[] = [
  {
    name: 'experiments',
    description: 'An experiment.',
    columns: {
      experiment: ['e.name', 'Its name: `fraud/baseline`.'],
      namespace: [namespaceSql('e.name'), 'What stands before the last `/` of it; empty where there is none.'],
      display_name: [nameNow('e.id', 'e.name'), 'What it is called now.'],
      archived: [isArchived('e.id'), 'Whether it is archived now.'],
      created_at: ['e.created_at', 'When it was made.'],
      created_by: ['e.created_by', 'Who made it.'],
    },
    from: 'experiments.experiment e',
  },
  {
    name: 'runs',
    description: 'A run of an experiment.',
    columns: {
      run: ['r.id', 'Its id.'],
      experiment: ['x.name', 'The experiment.'],
      namespace: [namespaceSql('x.name'), 'The namespace of the experiment.'],
      name: [nameNow('r.id', 'r.name'), 'What it is called now.'],
      status: [STATUS, '`RUNNING`, `FINISHED`, `FAILED`, `KILLED`.'],
      started_at: ['r.started_at', 'When it began.'],
      ended_at: [ENDED_AT, 'When it ended; null while it runs.'],
      duration_seconds: [`extract(epoch FROM ${ENDED_AT} - r.started_at)::double precision`, 'How long it took.'],
      code_repository: [`r.code ->> 'repository'`, 'The repository of its code.'],
      code_commit: [`r.code ->> 'commit'`, 'The commit of its code.'],
      environment_version: [`r.environment_pin ->> 'ref'`, 'The environment version it ran in.'],
      parent_run: ['r.parent_id', 'The id of the run that it was started in.'],
      external_id: ['r.external_id', 'Its id in the tool it came from.'],
      archived: [isArchived('r.id'), 'Whether it is archived now.'],
      created_by: ['r.created_by', 'Who recorded it.'],
    },
    from: `experiments.run r JOIN experiments.experiment x ON x.id = r.experiment_id
      LEFT JOIN experiments.run_end e ON e.run_id = r.id ${LAST_CONTINUATION}`,
  },
  {
    name: 'run_metrics',
    description: 'A metric of a run that has ended, as it was at its end. Curves are read by the API.',
    columns: {
      run: ['l.run_id', 'The id of the run.'],
      metric: ['l.key', 'What was measured: `auc`.'],
      value: ['l.value', 'Its last value.'],
      lowest: ['l.lowest', 'The lowest of its values; null of runs that ended before Pedigraph stored it.'],
      highest: ['l.highest', 'The highest of them.'],
    },
    from: 'experiments.last_metric l',
  },
  {
    name: 'run_parameters',
    description: 'A parameter of a run.',
    columns: {
      run: ['p.run_id', 'The id of the run.'],
      parameter: ['p.key', 'The parameter: `max_depth`.'],
      value: [jsonTextSql('p.value'), 'Its value as a text; what is no text is JSON.'],
    },
    from: 'experiments.run_parameter p',
  },
];
