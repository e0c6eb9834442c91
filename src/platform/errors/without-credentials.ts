/**
 * The text with user and password taken out of every URL in it. A bare user is kept where it is no secret
 * (`ssh://git@host`), and dropped with http, where it is usually a token.
 */
export function withoutCredentials(text: string): string {
  return (
    text
      .replace(/\b(https?:\/\/)[^\s/?#]*@/gi, '$1')
      // A scheme begins where no other one does: else a long text of such characters is tried from each of them.
      .replace(/(?<![a-z0-9+.-])([a-z0-9+.-]+:\/\/[^\s/?#:@]*):[^\s/?#]*@/gi, '$1@')
  );
}
