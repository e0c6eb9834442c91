import * as z from 'zod';
import { positive } from './positive.js';

/** The limits of the guard at the edge: each is the largest value that is let through. */
export const limits = z.object({
  bodyBytes: positive.default(4 * 1024 * 1024).describe('Bytes of a request body, after inflating.'),
  values: positive
    .default(350_000)
    .describe('Values in the JSON of a request body: it is parsed in one turn of the event loop.'),
  documentBytes: positive.default(16 * 1024).describe('Bytes of a GraphQL document.'),
  tokens: positive.default(2_000).describe('Lexical tokens of a document.'),
  selections: positive.default(2_000).describe('Fields selected once every fragment spread is expanded.'),
  depth: positive.default(15).describe('Nested fields, fragments expanded.'),
  aliases: positive.default(30).describe('Aliases in a document.'),
  rootFields: positive.default(20).describe('Fields of the operation itself.'),
  directives: positive.default(50).describe('Directives in a document.'),
  nodes: positive
    .default(150_000)
    .describe('Objects that an operation asks for: enough for a hundred versions with a thousand of lineage each.'),
  cost: positive
    .default(250_000)
    .describe(
      'What an operation costs by `@cost`: an object counts for one, as in `PEDIGRAPH_LIMIT_NODES`, and fields that are dear for more.',
    ),
  answerBytes: positive
    .default(16 * 1024 * 1024)
    .describe("Bytes of a subgraph's answer, or of one event of a subscription."),
  subscriptions: positive.default(500).describe('Subscriptions that one gateway follows at a time.'),
  subscriptionsPerCaller: positive.default(100).describe('The same of one caller.'),
});
