/** How long the provider may take to answer, in seconds: a sign-in waits for it, and so does a token of a new key. */
export const PROVIDER_SECONDS = 5;

/** How long the provider is left alone after it failed, in milliseconds: who waits meanwhile is refused at once. */
export const PROVIDER_COOL_DOWN = 5_000;

/** How long its keys are not asked for again after they came, whatever key a token names, in milliseconds. */
export const KEYS_COOL_DOWN = 30_000;

/** How old its keys may be before they are asked for beside the requests, in milliseconds. */
export const KEYS_AGE = 10 * 60_000;
