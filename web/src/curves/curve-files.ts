import { CanvasSheet } from '../export/canvas-sheet';
import { SvgSheet } from '../export/svg-sheet';
import { isDark, readColours } from '../picture/colours';
import { type CurveSheet, drawCurves, sheetSize } from './draw-curves';
import { type CurveLook, joinSeries, type Series } from './series';

interface CurvesOfRuns {
  readonly title: string;
  readonly series: readonly Series[];
  readonly look: CurveLook;
  /** The ids of the runs. */
  readonly runs: readonly string[];
}

/** Curves as files, in the colours that the page has. */
export function curveFiles({ title, series, look, runs }: CurvesOfRuns) {
  const colours = readColours(document.body);
  const curves: CurveSheet = {
    title,
    labels: series.map(({ label }) => label),
    joined: joinSeries(series, look),
    look,
    isDark: isDark(document.body),
    colours,
  };
  const { width, height } = sheetSize(curves);
  return {
    svg(): string {
      const sheet = new SvgSheet();
      drawCurves(sheet, curves);
      return sheet.file(width, height, { title, address: location.href, refs: runs, asOf: null, digest: null });
    },
    png(): Promise<Blob | null> {
      const sheet = new CanvasSheet(width, height);
      drawCurves(sheet, curves);
      return sheet.file();
    },
  };
}
