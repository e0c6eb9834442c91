import type { KindLook } from '../parts/kinds';
import type { Graph, Line } from './layout/graph';
import type { Layout } from './layout/layout';

/** A box of a picture: a thing, or several that are stacked. */
export interface Box {
  /** By which it is the same box in the next picture. */
  readonly key: string;
  readonly kind: KindLook;
  readonly title: string;
  /** A second line, below the title: its status, or what is in a stack. */
  readonly note: string;
  /** Whether several things are stacked in it. */
  readonly isStack: boolean;
  /** Whether it ended, or nobody may see it: drawn fainter. */
  readonly isFaint: boolean;
  /** How many neighbours it has on each side that are not in the picture. */
  readonly rim: { readonly before: number; readonly behind: number };
}

/** Boxes and the lines between them, not laid out yet. */
export interface Drawing {
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
}

/** A picture: boxes, lines, and where they stand. */
export interface Picture extends Drawing {
  readonly layout: Layout;
}

/** What stands out in a picture: places of boxes and of pieces of lines. */
export interface Lit {
  readonly boxes: ReadonlySet<number>;
  readonly pieces: ReadonlySet<number>;
}

/** What the layout has to know of a drawing. */
export function graphOf({ boxes, lines }: Drawing): Graph {
  return { count: boxes.length, lines };
}
