let since: number | undefined;

/** Says at a moment that what is written is reported to the page from then on, or still is, or is not any more. */
export function setFollowed(isReported: boolean, moment: number): void {
  since = isReported ? (since ?? moment) : undefined;
}

/** Whether it is reported when an answer that came at a moment is old, so that it need not be asked for again. */
export function isFollowed(answeredAt: number): boolean {
  return since !== undefined && answeredAt > since;
}
