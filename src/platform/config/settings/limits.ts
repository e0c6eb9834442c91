import * as z from 'zod';
import { positive } from './positive.js';

/** The limits of the guard at the edge: each is the largest value that is let through. */
export const limits = z.object({
  /** Bytes of a request body, after inflating. */
  bodyBytes: positive.default(4 * 1024 * 1024),
  /** Values in the JSON of a request body: it is parsed in one turn of the event loop. */
  values: positive.default(350_000),
  /** Bytes of a GraphQL document. */
  documentBytes: positive.default(16 * 1024),
  /** Lexical tokens of a document. */
  tokens: positive.default(2_000),
  /** Fields selected once every fragment spread is expanded. */
  selections: positive.default(2_000),
  /** Nested fields, fragments expanded. */
  depth: positive.default(15),
  aliases: positive.default(30),
  rootFields: positive.default(20),
  directives: positive.default(50),
  /** Objects that an operation asks for: enough for a hundred versions with a thousand of lineage each. */
  nodes: positive.default(150_000),
  /** What an operation costs by `@cost`: an object counts for one, as in `nodes`, and fields that are dear for more. */
  cost: positive.default(250_000),
  /** Bytes of a subgraph's answer, or of one event of a subscription. */
  answerBytes: positive.default(16 * 1024 * 1024),
  /** Subscriptions that one gateway follows at a time. */
  subscriptions: positive.default(500),
  /** The same of one caller. */
  subscriptionsPerCaller: positive.default(100),
});
