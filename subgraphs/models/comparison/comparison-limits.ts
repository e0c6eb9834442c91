/** The most differences in one answer. */
export const MAX_CHANGES = 5_000;
/** The most characters of JSON that the values of all differences in one answer have. */
export const MAX_CHANGED_CHARACTERS = 1_000_000;
