/** Of a text so many characters are searched: PostgreSQL's word lists hold no more than a megabyte. */
const SEARCHED_CHARACTERS = 50_000;

/**
 * The SQL of a text whose punctuation has become blanks, so that `fraud/detector@1.4.0` is made of the words it looks
 * like, and not of what PostgreSQL takes for paths and hosts. `expression` is a constant of ours, never input.
 */
export const PLAIN_TEXT = (expression: string): string =>
  `regexp_replace(left(${expression}, ${SEARCHED_CHARACTERS}), '[!-/:-@\\[-\`{-~]+', ' ', 'g')`;

/** The SQL of a text's words. */
export const WORDS_OF = (expression: string): string => `to_tsvector('simple', ${PLAIN_TEXT(expression)})`;

/** The SQL of a question for the words of a text, one behind the other. */
export const PHRASE_OF = (expression: string): string => `phraseto_tsquery('simple', ${PLAIN_TEXT(expression)})`;
