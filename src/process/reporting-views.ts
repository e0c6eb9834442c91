import type { ReportingView } from '#platform/database/reporting/reporting-view.js';
import { SUBGRAPHS } from './subgraph-definitions.js';

/** The views that the subgraphs declare, each over its own tables. */
export const REPORTING_VIEWS: readonly ReportingView[] = SUBGRAPHS.flatMap(
  ({ definition: { reporting = [] } }) => reporting,
);
