import type { GraphQLFormattedError } from 'graphql';

/** What errors of validation tell a client of the schema. */
export type SchemaInErrors =
  /** Which of its names may have been meant, too. */
  | 'suggested'
  /** What of the document does not fit. */
  | 'named'
  /** That the document does not fit, and nothing more. */
  | 'hidden';

const HIDDEN: GraphQLFormattedError = {
  message:
    'The document does not fit the schema, and what of it does not is told to whoever may read the schema: send a credential, or ask whoever runs the server (PEDIGRAPH_GATEWAY_INTROSPECTION).',
  extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
};

/**
 * One error in place of those of validation, whichever and however many they are: from messages, places and their
 * number a list of likely names learns which of them there are.
 */
export function hideSchema(errors: readonly GraphQLFormattedError[]): readonly GraphQLFormattedError[] {
  return errors.some(({ extensions }) => extensions?.['code'] === 'GRAPHQL_VALIDATION_FAILED') ? [HIDDEN] : errors;
}
