import type { Sheet } from '../export/sheet';
import { measured } from '../parts/number';
import { lineOf } from './palette';
import { type CurveLook, type JoinedSeries, UNIT } from './series';
import { logTicks, ticks } from './ticks';

const WIDTH = 960;
const PLOT = { left: 72, top: 44, width: WIDTH - 72 - 24, height: 320 } as const;
const ROW = 20;
const COLUMNS = 2;

/** Curves as they are drawn for a file. */
export interface CurveSheet {
  readonly title: string;
  readonly labels: readonly string[];
  readonly joined: JoinedSeries;
  readonly look: Pick<CurveLook, 'x' | 'isLog' | 'isLogX'>;
  readonly isDark: boolean;
  readonly colours: { readonly surface: string; readonly line: string; readonly text: string; readonly muted: string };
}

/** How large the sheet is: under the plot there is a line for each curve, in two columns. */
export function sheetSize({ labels }: Pick<CurveSheet, 'labels'>): { readonly width: number; readonly height: number } {
  return { width: WIDTH, height: PLOT.top + PLOT.height + 56 + Math.ceil(labels.length / COLUMNS) * ROW };
}

/** Draws curves: their axes, their lines, and which is which. Where a value is a gap, the line is, too. */
export function drawCurves(sheet: Sheet, curves: CurveSheet): void {
  const { title, labels, joined, isDark, colours } = curves;
  const { x: across, isLog, isLogX } = curves.look;
  const { width, height } = sheetSize(curves);
  sheet.box(0, 0, width, height, colours.surface);
  sheet.text(PLOT.left, 26, title, { fill: colours.text, size: 15 });
  const [lowX, highX] = ends(joined.x);
  const [lowY, highY] = ends(joined.values.flatMap((each) => each.filter((value) => typeof value === 'number')));
  const [fromY, toY] = isLog ? [Math.log10(lowY), Math.log10(highY)] : [lowY, highY];
  const [fromX, toX] = isLogX ? [Math.log10(lowX), Math.log10(highX)] : [lowX, highX];
  const placeX = (x: number) => PLOT.left + (share(isLogX ? Math.log10(x) : x, fromX, toX) ?? 0.5) * PLOT.width;
  const placeY = (y: number) => PLOT.top + (1 - (share(isLog ? Math.log10(y) : y, fromY, toY) ?? 0.5)) * PLOT.height;
  const [right, bottom] = [PLOT.left + PLOT.width, PLOT.top + PLOT.height];
  const word = { fill: colours.muted, size: 11 };
  for (const x of isLogX ? logTicks(lowX, highX) : ticks(lowX, highX, across === 'clock' ? 5 : 8)) {
    sheet.line(
      [
        [placeX(x), PLOT.top],
        [placeX(x), bottom],
      ],
      { stroke: colours.line, width: 1 },
    );
    sheet.text(
      placeX(x),
      bottom + 16,
      across === 'clock' ? new Date(x * 1_000).toISOString().slice(0, 16) : measured(x),
      {
        ...word,
        anchor: 'middle',
      },
    );
  }
  for (const y of isLog ? logTicks(lowY, highY) : ticks(lowY, highY, 6)) {
    sheet.line(
      [
        [PLOT.left, placeY(y)],
        [right, placeY(y)],
      ],
      { stroke: colours.line, width: 1 },
    );
    sheet.text(PLOT.left - 8, placeY(y) + 4, measured(y), { ...word, anchor: 'end' });
  }
  sheet.text(right, bottom + 32, UNIT[across], {
    ...word,
    anchor: 'end',
  });
  for (const [at, label] of labels.entries()) {
    const look = { width: 1.5, ...lineOf(at, isDark) };
    for (const run of unbroken(joined.x, joined.values[at]!))
      sheet.line(
        run.map(([x, y]) => [placeX(x), placeY(y)]),
        look,
      );
    const left = PLOT.left + (at % COLUMNS) * (PLOT.width / COLUMNS);
    const line = bottom + 50 + Math.floor(at / COLUMNS) * ROW;
    sheet.line(
      [
        [left, line - 4],
        [left + 28, line - 4],
      ],
      { ...look, width: 2 },
    );
    sheet.text(left + 36, line, label, { fill: colours.text, size: 12 });
  }
}

function ends(values: readonly number[]): [low: number, high: number] {
  if (values.length === 0) return [0, 1];
  return [
    values.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY),
    values.reduce((high, value) => Math.max(high, value), Number.NEGATIVE_INFINITY),
  ];
}

function share(value: number, low: number, high: number): number | undefined {
  // By halves: two doubles may be further apart than any double says.
  const span = high / 2 - low / 2;
  return span > 0 ? (value / 2 - low / 2) / span : undefined;
}

/** The parts of a curve between its gaps; where it has no point and another curve has one, it goes on to its next. */
function unbroken(
  x: readonly number[],
  values: readonly (number | null | undefined)[],
): readonly (readonly [x: number, y: number])[][] {
  const parts: [number, number][][] = [[]];
  for (const [at, value] of values.entries())
    if (value === null) parts.push([]);
    else if (value !== undefined) parts.at(-1)!.push([x[at]!, value]);
  return parts.filter(({ length }) => length > 0);
}
