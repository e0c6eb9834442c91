/** A sign-in between its two requests; the browser keeps it, sealed. */
export interface BegunSignIn {
  /** What the provider gives back: that it answers this sign-in, and no other (CSRF). */
  readonly state: string;
  /** What stands in the ID token: that it was made for this sign-in. */
  readonly nonce: string;
  /** By which only who began may take the code (PKCE, RFC 7636). */
  readonly verifier: string;
  /** Where it leads. */
  readonly returnUrl: string;
}

/** How long signing in at the provider may take, in seconds. */
export const SIGN_IN_SECONDS = 600;
