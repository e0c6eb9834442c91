import { readColours } from '../picture/colours';
import type { About } from './about';
import { CanvasSheet } from './canvas-sheet';
import { drawChart, sizeOf } from './draw-chart';
import type { Sheet } from './sheet';
import { SvgSheet } from './svg-sheet';

/** A chart of the page as files, on the ground that it has there. */
export function chartFiles(chart: SVGSVGElement, about: Pick<About, 'title' | 'refs'>) {
  const { width, height } = sizeOf(chart);
  const drawn = <Kind extends Sheet>(sheet: Kind): Kind => {
    sheet.box(0, 0, width, height, readColours(document.body).surface);
    drawChart(sheet, chart);
    return sheet;
  };
  return {
    svg: (): string =>
      drawn(new SvgSheet()).file(width, height, { ...about, address: location.href, asOf: null, digest: null }),
    png: (): Promise<Blob | null> => drawn(new CanvasSheet(width, height)).file(),
  };
}
