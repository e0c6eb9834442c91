import type { ReportingView } from '#platform/database/reporting/reporting-view.js';
import { jsonTextSql, namespaceSql } from '#platform/database/rows/text-sql.js';
import {
  JOIN_CONTINUATION,
  JOIN_RUN_END,
  RUN_ENDED_AT_SQL,
  RUN_SECONDS_SQL,
  RUN_STATUS_SQL,
} from './after-end/run-ends-sql.js';
import { archivedSql } from './archival/archived-sql.js';
import { currentNameSql } from './name-change/current-name-sql.js';

/** Experiments, runs, and what they were given and measured. */
export const reporting: readonly ReportingView[] = [
  {
    name: 'experiments',
    description: 'An experiment.',
    columns: {
      experiment: ['e.name', 'Its name: `fraud/baseline`.'],
      namespace: [namespaceSql('e.name'), 'All before the last `/` of it; empty where there is none.'],
      display_name: [currentNameSql('e'), 'What it is called now.'],
      archived: [archivedSql('e'), 'Whether it is archived now.'],
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
      name: [currentNameSql('r'), 'What it is called now.'],
      status: [RUN_STATUS_SQL, '`RUNNING`, `FINISHED`, `FAILED`, `KILLED`.'],
      started_at: ['r.started_at', 'When it began.'],
      ended_at: [RUN_ENDED_AT_SQL, 'When it ended; null while it runs.'],
      duration_seconds: [RUN_SECONDS_SQL, 'How long it took.'],
      code_repository: [`r.code ->> 'repository'`, 'The repository of its code.'],
      code_commit: [`r.code ->> 'commit'`, 'The commit of its code.'],
      environment_version: [`r.environment_pin ->> 'ref'`, 'The environment version it ran in.'],
      parent_run: ['r.parent_id', 'The id of the run that it was started in.'],
      external_id: ['r.external_id', 'Its id in the tool it came from.'],
      archived: [archivedSql('r'), 'Whether it is archived now.'],
      created_by: ['r.created_by', 'Who recorded it.'],
    },
    from: `experiments.run r JOIN experiments.experiment x ON x.id = r.experiment_id
      ${JOIN_RUN_END} ${JOIN_CONTINUATION}`,
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
