/** Where the pages are that others may show in a frame. */
const EMBEDS = '/embed/';

/** Whether the page is shown within one of somebody else's: it has nothing around it, and offers nothing that writes. */
export function isEmbedded(): boolean {
  return location.pathname.startsWith(EMBEDS);
}
