/** A page of signing in or out: nothing in it is loaded or runs, and by the headers of every answer nothing could. */
export function pageOf(heading: string, html: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Pedigraph: sign-in</title>
<h1>${escapeHtml(heading)}</h1>
${html}
</html>
`;
}

/** No text of a page is foreign; should one ever be, it stays text. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** By which people log out: a link would do it for whoever has them follow one. */
export const LOG_OUT_PAGE: string = pageOf(
  'Log out of Pedigraph',
  '<form method="post" action="/auth/logout"><button>Log out</button></form>',
);
