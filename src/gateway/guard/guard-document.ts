import type { DocumentNode } from 'graphql';
import type { GuardLimits } from '#platform/config/config.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { inexactLiteralIn } from '#platform/json/inexact-literal.js';
import { inexactNumberError } from '#platform/json/inexact-number.js';
import type { Cost } from './document-cost.js';
import { type Excess, limitError } from './limit-error.js';
import { measureDocument } from './measure-document.js';

/** Each bounded sum, its limit, and the words for an excess. One limit may bound several sums of a kind. */
const BOUNDS = {
  selections: { limit: 'selections', sentence: 'selects … fields, fragments expanded' },
  values: { limit: 'selections', sentence: 'writes … values and variables, fragments expanded' },
  aliases: { limit: 'aliases', sentence: 'uses … aliases, fragments expanded' },
  directives: { limit: 'directives', sentence: 'uses … directives, fragments expanded' },
  rootFields: { limit: 'rootFields', sentence: 'has … root fields, fragments expanded and all operations counted' },
  fieldDepth: { limit: 'depth', sentence: 'nests fields … deep, fragments expanded' },
  fragmentDepth: { limit: 'depth', sentence: 'nests fragments … deep' },
  valueDepth: { limit: 'depth', sentence: 'nests lists or objects … deep in a value or a type' },
} as const satisfies Partial<Record<keyof Cost, Pick<Excess, 'limit' | 'sentence'>>>;

/**
 * `{__schema{types{fields{name}}}}` is two lists deep, and so is every tool's introspection query; a third list
 * multiplies the answer by the size of the schema again. No schema makes that reasonable, so there is no setting.
 */
const INTROSPECTION_LISTS = 2;

/**
 * Judges a parsed document before anything else walks it, in time linear in its size: reserved names, and how much it
 * asks for once every fragment is expanded. It needs no schema; what the schema decides is left to validation.
 *
 * The default depth, 15, is what the introspection query of graphql-js and GraphiQL takes.
 * @returns null where it may pass; QUERY_REFUSED with `details` `{limit, max, actual?}` or `{name}`, BAD_USER_INPUT for
 *   a string that cannot be stored or a number that a double cannot carry, GRAPHQL_VALIDATION_FAILED for fragments in a
 *   circle.
 */
export function guardDocument(document: DocumentNode, limits: GuardLimits): PedigraphError | null {
  const { cost, fault, endless } = measureDocument(document);
  if (fault !== null) return fault;
  if (endless !== null) {
    const message = `The fragment "${endless}" spreads itself, or a fragment that does; no answer could end.`;
    return new PedigraphError('GRAPHQL_VALIDATION_FAILED', message, { name: endless });
  }
  for (const [measure, { limit, sentence }] of Object.entries(BOUNDS)) {
    const actual = cost[measure as keyof typeof BOUNDS];
    if (actual > limits[limit]) return limitError({ limit, max: limits[limit], actual, sentence });
  }
  if (cost.introspectionDepth > INTROSPECTION_LISTS) return introspectionError(cost.introspectionDepth);
  const inexact = inexactLiteralIn(document);
  return inexact === null ? null : inexactNumberError(inexact);
}

function introspectionError(actual: number): PedigraphError {
  return new PedigraphError(
    'QUERY_REFUSED',
    `The introspection nests lists (types, fields, …) ${actual} deep; the limit is ${INTROSPECTION_LISTS}. Ask for each type by name, with __type.`,
    { limit: 'introspectionLists', max: INTROSPECTION_LISTS, actual },
  );
}
