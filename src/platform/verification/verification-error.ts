/** The first thing in a store that is not what it must be, in a sentence. */
export class VerificationError extends Error {}
