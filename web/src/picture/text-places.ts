import { BOX } from './layout/layout';

const FAMILY = 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace';

/** Where the words of a box stand, from its left end, and how large they are. */
export const TEXT = {
  sign: 19,
  left: 36,
  width: BOX.width - 36 - 6,
  family: FAMILY,
  ...{ letter: 10, title: 12, note: 10.5, bigLetter: 15, bigTitle: 18 },
} as const;

/** The fonts of a canvas: made once, for every setting of one is parsed. */
export const FONTS = {
  letter: `700 ${TEXT.letter}px ${FAMILY}`,
  bigLetter: `700 ${TEXT.bigLetter}px ${FAMILY}`,
  title: `500 ${TEXT.title}px ${FAMILY}`,
  bigTitle: `500 ${TEXT.bigTitle}px ${FAMILY}`,
  note: `400 ${TEXT.note}px ${FAMILY}`,
} as const;
