/** How a line looks. */
export interface LineLook {
  readonly stroke: string;
  readonly width: number;
  readonly dash?: readonly number[];
}

/** How words look. */
export interface TextLook {
  readonly fill: string;
  readonly size: number;
  /** Which end of the words stands at the place. @default start */
  readonly anchor?: 'start' | 'middle' | 'end';
}

/** What a chart is drawn on, so that each of its files shows the same. */
export interface Sheet {
  box(x: number, y: number, width: number, height: number, fill: string): void;
  line(points: readonly (readonly [x: number, y: number])[], look: LineLook): void;
  text(x: number, y: number, words: string, look: TextLook): void;
}
