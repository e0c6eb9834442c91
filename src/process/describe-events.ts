import * as z from 'zod';
import { LEDGER_EVENTS } from '#events/ledger-events.js';

/** A part of what `z.toJSONSchema` makes of a payload, as far as a table of fields takes it. */
interface FieldSchema {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly FieldSchema[];
  readonly items?: FieldSchema;
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: FieldSchema | boolean;
}

/** docs/events.md: each type of ledger event, in which ledger it stands, when it is written, and its payload. */
export function eventsDocument(): string {
  const toc = LEDGER_EVENTS.map(
    ({ type, ledgers, when }) => `| [\`${type}\`](#${type.toLowerCase()}) | ${ledgers.join(', ')} | ${when} |`,
  );
  return `${INTRODUCTION}
| type | ledger | when |
|---|---|---|
${toc.join('\n')}

${LEDGER_EVENTS.map(section).join('\n')}`;
}

const INTRODUCTION = `# Events

Generated from \`subgraphs/_events\` by \`npm run compose\`; a test compares.

Every write is an event in the ledger of its subgraph, in the same transaction. \`ledger\` and the subscription \`ledgerEvents\` ([live](live.md)) give them with \`type\`, \`subject\` (to what it happened), \`actor\`, time, \`payload\`, \`rows\` and the hashes of the chain ([digests](digests.md)). Types are the enum \`LedgerEventType\`.

In the tables below, \`?\` marks what may be left out, a \`DateTime\` is a text of RFC 3339, a \`Number\` is a JSON number or one of the texts \`"NaN"\`, \`"Infinity"\`, \`"-Infinity"\`, a \`Manifest\` is what the digest is over ([digests](digests.md)), and \`Lineage\` is the node that the event adds and what it was made from: \`{ node: { kind, id, ref }, upstream: [{ kind, id, ref, relation, columns?, columnEdges? }] }\`.

A payload's fields are never renamed. Fields are added: what a release reads it also reads from older ledgers, where a field that was added later is missing. Of an event whose type is unknown to a release, \`type\` is null and \`typeName\` has the ledger's word; \`catalogStatus { unknownEvents { type count } }\` names them.
`;

type AnyEvent = (typeof LEDGER_EVENTS)[number];

function section({ type, ledgers, subject, when, payload }: AnyEvent): string {
  const { properties = {}, required = [] } = z.toJSONSchema(payload, {
    io: 'input',
    unrepresentable: 'any',
  }) as FieldSchema;
  const rows = Object.entries(properties).map(([name, field]) => {
    const notes = [field.description, required.includes(name) ? undefined : 'added later'].filter(Boolean).join('; ');
    return `| \`${name}\` | ${typeText(field)} | ${notes} |`;
  });
  return `## ${type}

${when} In the ledger of ${ledgers.join(', ')}; its subject is ${subject}.

${rows.length === 0 ? 'Its payload is empty.' : `| field | type | |\n|---|---|---|\n${rows.join('\n')}`}
`;
}

/** A type in words: `list of { key: text, value: number }`. */
function typeText({
  title,
  type,
  anyOf,
  items,
  properties,
  required = [],
  additionalProperties,
  ...field
}: FieldSchema): string {
  if (title !== undefined) return title;
  if (anyOf !== undefined) return [...new Set(anyOf.map(typeText))].join(' or ');
  if (field.enum !== undefined) return field.enum.map((value) => `\`${value}\``).join(' or ');
  if (type === 'array') return `list of ${items === undefined ? 'JSON' : typeText(items)}`;
  if (properties !== undefined) {
    const fields = Object.entries(properties).map(
      ([name, inner]) => `${name}${required.includes(name) ? '' : '?'}: ${typeText(inner)}`,
    );
    return `{ ${fields.join(', ')} }`;
  }
  if (type === 'object')
    return `${typeof additionalProperties === 'object' ? typeText(additionalProperties) : 'JSON'} by key`;
  return [type ?? 'JSON']
    .flat()
    .map((name) => (name === 'string' ? 'text' : name))
    .join(' or ');
}
