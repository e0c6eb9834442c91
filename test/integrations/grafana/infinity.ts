import type { InfinityColumn, InfinityQuery } from './dashboard-model.js';

/**
 * What Grafana and its Infinity plugin (3.11) make of a query between a dashboard and a panel: variables are put in
 * (@grafana/scenes, `VARIABLE_REGEX` and `formatRegistry`), the request is sent (pkg/infinity: `GetQueryBody`,
 * headers.go), and the answer becomes columns (infinity-libs: jsonframer, gframer).
 */

/** The values of variables: a text, or several; the custom value of All as it is. */
export type Values = Readonly<Record<string, string | readonly string[] | { readonly all: string }>>;

const VARIABLE = /\$(\w+)|\[\[(\w+?)(?::(\w+))?\]\]|\$\{(\w+)(?::([^}]+))?\}/g;

/** Puts values into a text, in the formats that these dashboards use; what is no variable stays as it is. */
export function interpolate(text: string, values: Values, time: { readonly from: Date; readonly to: Date }): string {
  return text.replaceAll(VARIABLE, (match, plain, bracketed, _format, braced, format = 'glob') => {
    const name: string = plain ?? bracketed ?? braced;
    if (name === '__from' || name === '__to') {
      if (format !== 'date:iso') throw new Error(`${match}: of a time, date:iso alone is known here.`);
      return (name === '__from' ? time.from : time.to).toISOString();
    }
    const value = values[name];
    if (value === undefined) return match;
    if (typeof value === 'object' && 'all' in value) return value.all;
    if (format !== 'doublequote') throw new Error(`${match}: in JSON a value is put in as doublequote.`);
    return [value]
      .flat()
      .map((one) => `"${one.replaceAll('"', '\\"')}"`)
      .join(',');
  });
}

/** The request of a query whose variables were put in. */
export function requestOf({ url_options }: InfinityQuery, token?: string): RequestInit {
  const { body_graphql_query: query, body_graphql_variables: variables } = url_options;
  return {
    method: url_options.method,
    headers: {
      'content-type': 'application/json',
      // Of the plugin `application/json;q=0.9,text/plain`, over which the header of the data source is written.
      accept: 'application/graphql-response+json',
      'accept-encoding': 'gzip',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables: variables === '' ? null : JSON.parse(variables) }),
  };
}

/** The columns of an answer by their names, each value as the plugin reads it; null is an empty cell. */
export function columnsOf(answer: unknown, { root_selector, columns }: InfinityQuery): Map<string, unknown[]> {
  const root = select(answer, root_selector);
  if (root === undefined)
    throw new Error(`The root selector ${root_selector} finds nothing, which the plugin refuses.`);
  const items = Array.isArray(root) ? root : root === null ? [] : [root];
  // A list of texts without columns is one column, by the name of the query.
  if (columns.length === 0) return new Map([['', items]]);
  return new Map(
    columns.map((column) => [column.text, items.map((item) => asType(select(item, column.selector), column.type))]),
  );
}

const BY_VALUE = /^#\((\w+)=="([^"]*)"\)$/;

/** What a path of gjson selects: names, places, `#` for all items, `#(name=="value")` for the first such item. */
function select(from: unknown, path: string): unknown {
  const [step = '', ...more] = path.match(/#\([^)]*\)|[^.]+/g) ?? [];
  if (step === '') return from;
  const below = (value: unknown) => (more.length === 0 ? value : select(value, more.join('.')));
  if (Array.isArray(from)) {
    if (step === '#') return from.map(below).filter((value) => value !== undefined);
    const [, name, value] = BY_VALUE.exec(step) ?? [];
    const found = name === undefined ? from[Number(step)] : from.find((item) => item?.[name] === value);
    return found === undefined ? undefined : below(found);
  }
  if (typeof from !== 'object' || from === null || !Object.hasOwn(from, step)) return undefined;
  return below((from as Readonly<Record<string, unknown>>)[step]);
}

/** A value as a column of its type holds it; null where the plugin leaves the cell empty. */
function asType(value: unknown, type: InfinityColumn['type']): unknown {
  if (value === undefined || value === null) return null;
  // Lists and objects are JSON, whatever the column says.
  if (typeof value === 'object') return type === 'string' ? JSON.stringify(value) : null;
  switch (type) {
    case 'string':
      return String(value);
    case 'number':
      return typeof value === 'boolean' || value === '' || Number.isNaN(Number(value)) ? null : Number(value);
    case 'boolean':
      return typeof value === 'boolean' ? value : value === 'true' ? true : null;
    case 'timestamp':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? new Date(value) : null;
  }
}
