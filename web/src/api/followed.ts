let since: number | undefined;

/** Since when the page is told of what is written; undefined where it is not. */
export function setFollowedSince(moment: number | undefined): void {
  since = moment;
}

/** Whether an answer that came at a moment is told of when it is old, and need not be asked for again. */
export function isFollowed(answeredAt: number): boolean {
  return since !== undefined && answeredAt > since;
}
