/**
 * The text with user and password taken out of every URL in it. A bare user is kept where it is no secret
 * (`ssh://git@host`), and dropped with http, where it is usually a token.
 */
export function withoutCredentials(text: string): string {
  return text
    .replace(/\b(https?:\/\/)[^\s/?#]*@/gi, '$1')
    .replace(/\b([a-z][a-z0-9+.-]*:\/\/[^\s/?#:@]*):[^\s/?#]*@/gi, '$1@');
}
