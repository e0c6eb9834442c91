import type { OrderTerm } from '../search/condition.js';
import { pageToken } from '../search/page-token.js';
import type { Found } from '../search/read-found.js';
import { DEFAULT_EXTERNAL_ID, type Experiment } from './experiment-message.js';

/** An experiment that was found, and where in the API's list. */
export interface FoundExperiment {
  readonly node: Experiment;
  readonly cursor: string;
}

/** The experiment `0` before a run was started in it: older than all others. */
export const DEFAULT_EXPERIMENT: Experiment = {
  id: '',
  name: 'Default',
  displayName: 'Default',
  externalId: DEFAULT_EXTERNAL_ID,
  artifactLocation: null,
  createdAt: new Date(0).toISOString(),
  createdElsewhereAt: null,
  updatedAt: new Date(0).toISOString(),
  archivedAt: null,
  tags: {},
};

/** Put behind the cursor of a token once the experiment `0` was listed. */
const LISTED = '#0';

/** Where a page begins, and whether the experiment `0` stood on one before it. */
export function startOf(cursor: string | undefined): { readonly after: string | null; readonly hasDefault: boolean } {
  const hasDefault = cursor?.endsWith(LISTED) === true;
  const after = hasDefault ? cursor.slice(0, -LISTED.length) : cursor;
  return { after: after || null, hasDefault };
}

/** A page of experiments as it is answered. */
export interface ExperimentPage {
  readonly experiments: readonly Experiment[];
  readonly token: Found<never>['token'];
}

/** A page without it. @param hasDefault whether it stood on one before */
export function withoutDefault({ nodes, token }: Found<FoundExperiment>, hasDefault: boolean): ExperimentPage {
  const experiments = nodes.map(({ node }) => node);
  const isLast = token.next_page_token === undefined;
  return { experiments, token: isLast || !hasDefault ? token : tokenBehind(nodes.at(-1), LISTED) };
}

/** A page with it in its place, where that is on this page: of as many as fit it pushes the last one to the next page. */
export function withDefault(
  { nodes, token }: Found<FoundExperiment>,
  order: readonly OrderTerm[],
  { max, after }: { readonly max: number; readonly after: string | null },
): ExperimentPage {
  const experiments = nodes.map(({ node }) => node);
  const behind = experiments.findIndex((one) => precedes(one, order));
  if (nodes.length < max) return { experiments: inserted(experiments, behind), token };
  // Where it comes behind the last one, it is alone on the next page.
  if (behind < 0) return { experiments, token: tokenBehind(nodes.at(-1)) };
  const kept = nodes.slice(0, max - 1);
  return { experiments: inserted(experiments, behind).slice(0, max), token: tokenBehind(kept.at(-1) ?? after, LISTED) };
}

function inserted(experiments: readonly Experiment[], behind: number): readonly Experiment[] {
  const place = behind < 0 ? experiments.length : behind;
  return experiments.toSpliced(place, 0, DEFAULT_EXPERIMENT);
}

function tokenBehind(last: FoundExperiment | string | null | undefined, mark = '') {
  const cursor = typeof last === 'string' ? last : (last?.cursor ?? '');
  return { next_page_token: pageToken(cursor + mark) };
}

/** Whether the experiment `0` stands before another one. */
function precedes({ displayName }: Experiment, order: readonly OrderTerm[]): boolean {
  for (const { key, direction } of order) {
    const isBefore = key === 'name' ? compared(DEFAULT_EXPERIMENT.displayName, displayName) : -1;
    if (isBefore !== 0) return (direction === 'ASC') === isBefore < 0;
  }
  return false;
}

function compared(text: string, other: string): number {
  return text < other ? -1 : text > other ? 1 : 0;
}
