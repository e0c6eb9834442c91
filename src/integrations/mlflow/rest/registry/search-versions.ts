import type { FieldsCall } from '../routing/route.js';
import type { Condition } from '../search/condition.js';
import { cursorOf } from '../search/page-token.js';
import { parseFilter } from '../search/parse-filter.js';
import { parseOrder } from '../search/parse-order.js';
import { type ApiPage, judgeMax, judgeOrder, readFound } from '../search/read-found.js';
import { idOfHex } from '../tracking/ids.js';
import { matchesAll } from '../tracking/matches.js';
import { LISTED_STATUSES } from './latest-versions.js';
import { withoutPrompts } from './prompts.js';
import { VERSION_ORDERS, VERSIONS } from './registry-dialects.js';
import {
  originOf,
  runIdOf,
  tagsOfVersion,
  VERDICT_TAG,
  VERSION_FIELDS,
  type Version,
  versionMessage,
} from './version-message.js';

const MOST = 200_000;

const SEARCH = `query SearchModelVersions($filter: ModelVersionFilter, $orderBy: [ModelVersionOrder!], $first: Int!, $after: String) {
  modelVersions(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    edges { cursor node { ${VERSION_FIELDS} model { displayName } } } pageInfo { hasNextPage endCursor } } }`;

type Named = Version & { readonly model: { readonly displayName: string } };

/** Versions that a filter finds, of all models, in pages; the last that changed first where no other order is asked for. */
export async function searchVersions({ fields, api }: FieldsCall): Promise<object> {
  const max = judgeMax(fields.integer('max_results') ?? 10_000, MOST);
  const conditions = withoutPrompts(parseFilter(fields.text('filter'), VERSIONS));
  const asked = parseOrder(fields.texts('order_by'), VERSION_ORDERS).map(({ key, direction }) => ({
    field: ORDERS[key]!,
    direction,
  }));
  const orderBy = orderOf(judgeOrder(asked));
  if (conditions === null) return { model_versions: [] };
  const filter = filterOf(conditions);
  const first = Math.min(100, max + 1);
  const { nodes, token } = await readFound<Named>(
    max,
    cursorOf(fields.text('page_token')) ?? null,
    async (after) =>
      (await api.ask<{ modelVersions: ApiPage<Named> }>(SEARCH, { filter, orderBy, first, after })).modelVersions,
    (version) => matchesAll(conditions, (wanted) => readValue(version, wanted)),
  );
  return { model_versions: nodes.map((version) => versionMessage(version.model.displayName, version)), ...token };
}

interface Term {
  readonly field: string;
  readonly direction: 'ASC' | 'DESC';
}

const ORDERS: Readonly<Record<string, string>> = {
  name: 'MODEL_DISPLAY_NAME',
  version_number: 'EXTERNAL_VERSION',
  creation_timestamp: 'CREATED_AT',
  last_updated_timestamp: 'UPDATED_AT',
};

/** What is equal by the terms asked for stands by name and, the highest first, by number. */
function orderOf(asked: readonly Term[]): readonly Term[] {
  const first: readonly Term[] = asked.length > 0 ? asked : [{ field: 'UPDATED_AT', direction: 'DESC' }];
  const ties: readonly Term[] = [
    { field: 'MODEL_DISPLAY_NAME', direction: 'ASC' },
    { field: 'EXTERNAL_VERSION', direction: 'DESC' },
  ];
  return [...first, ...ties.filter(({ field }) => first.every((one) => one.field !== field))];
}

/** What the API finds by itself; the rest is tried here. */
function filterOf(conditions: readonly Condition[]): object {
  const wantedOf = (wanted: string, operator: Condition['operator']) =>
    conditions.find((one) => one.subject === 'ATTRIBUTE' && one.key === wanted && one.operator === operator)?.value;
  const number = wantedOf('version_number', 'EQ');
  const run = wantedOf('run_id', 'EQ');
  const runId = typeof run === 'string' ? idOfHex(run) : undefined;
  const tags = conditions.flatMap(({ subject, key, operator, value }) =>
    subject === 'TAG' && key !== VERDICT_TAG ? [{ key, operator, value }] : [],
  );
  return {
    models: {
      displayName: wantedOf('name', 'EQ'),
      displayNameLike: wantedOf('name', 'LIKE'),
      displayNameILike: wantedOf('name', 'ILIKE'),
    },
    numbered: true,
    statuses: LISTED_STATUSES,
    externalVersions: number === undefined ? undefined : [String(number)].filter((one) => /^\d{1,9}$/.test(one)),
    runs: runId === undefined ? undefined : [runId],
    tags,
  };
}

function readValue(version: Named, { subject, key }: Pick<Condition, 'subject' | 'key'>) {
  if (subject === 'TAG') {
    // Whether it can be made again is known of each version, whether a tag reports it or not.
    const tags: Readonly<Record<string, string>> = {
      ...tagsOfVersion(version),
      [VERDICT_TAG]: version.reproducibility.verdict,
    };
    return Object.hasOwn(tags, key) ? tags[key] : undefined;
  }
  switch (key) {
    case 'name':
      return version.model.displayName;
    case 'version_number':
      return Number(version.externalVersion);
    case 'run_id':
      return runIdOf(version) ?? undefined;
    default:
      return originOf(version).source ?? undefined;
  }
}
