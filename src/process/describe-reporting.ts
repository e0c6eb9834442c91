import { REPORTING_VERSION, type ReportingView } from '#platform/database/reporting/reporting-view.js';
import { REPORTING_VIEWS } from './reporting-views.js';

/** docs/reporting.md: the views for reports in SQL, and how a role comes to read them. */
export function reportingDocument(): string {
  return `${INTRODUCTION}\n${REPORTING_VIEWS.map(section).join('\n')}`;
}

function section({ name, description, columns }: ReportingView): string {
  const rows = Object.entries(columns).map(([column, [, what]]) => `| \`${column}\` | ${what} |`);
  return `### ${name}\n\n${description}\n\n| column | |\n|---|---|\n${rows.join('\n')}\n`;
}

const INTRODUCTION = `# Reports in SQL

Generated from what each subgraph declares of its own tables (\`subgraphs/*/reporting\`) by \`npm run compose\`; a test selects each view as the role that reads, and compares it with the API.

Business intelligence reads SQL: [Metabase](metabase.md), [Superset](superset.md) and others find the schema \`reporting\` in the PostgreSQL of the registry, with ${REPORTING_VIEWS.length} read-only views that are described in the database, too. The tables may change with any version; the views are what reports may rest on.

Whoever administers the database makes a role for it, once:

\`\`\`sql
CREATE ROLE pedigraph_reader LOGIN PASSWORD 'a third secret';
GRANT CONNECT ON DATABASE pedigraph TO pedigraph_reader
\`\`\`

and \`pedigraph reporting\`, with the settings that \`pedigraph migrate\` has, makes the views and lets that role read them (\`--role\` names another). Again after an upgrade it brings them up to date; a migration before that leaves them in place. A restored store has them once it ran there.

**The role sees everything**: every namespace, closed ones and hidden rows as well, for the views know no caller. Whom to give its password is for the database's administrator to decide; who is to see a part reads by the API ([tables](tables.md), [Grafana](../examples/grafana/README.md)). It can write nothing, and reads nothing but the views: no API key, session, role or ledger is in them.

**Version ${REPORTING_VERSION}**, as the comment of the schema says. Views and columns (at the end of a view) are added to it; what is removed or renamed raises it, and is in the changelog. \`run_metrics\` has the last values; curves, lineage and search are the API's.

Views refer to each other by \`model_version\`, \`dataset_version\`, \`environment_version\`, \`run\`, \`model\` and so on; \`namespace\` is all before the last \`/\` of a name. Times are \`timestamptz\`.

## Views
`;
