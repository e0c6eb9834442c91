import type { Box } from './picture';

/** How much is seen of what is not lit, where something is. */
export const UNLIT = 0.25;
const FAINT = 0.45;

/**
 * How much is seen of a box, on the screen and in every file.
 * @param isLit undefined where nothing is
 */
export function opacityOf({ isFaint }: Box, isLit: boolean | undefined): number {
  if (isLit === undefined) return isFaint ? FAINT : 1;
  return isLit ? 1 : UNLIT;
}
