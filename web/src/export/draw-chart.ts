import type { Sheet } from './sheet';

/** How large a chart is, in its own units. */
export function sizeOf(chart: SVGSVGElement): { readonly width: number; readonly height: number } {
  const { width, height } = chart.viewBox.baseVal;
  return width > 0 ? { width, height } : { width: chart.width.baseVal.value, height: chart.height.baseVal.value };
}

/** Draws a chart of the page on a sheet as it looks there: each of its shapes in the place and the colours that it has. */
export function drawChart(sheet: Sheet, chart: SVGSVGElement): void {
  const toChart = chart.getScreenCTM()!.inverse();
  for (const shape of chart.querySelectorAll<SVGGraphicsElement>('line, polyline, circle, rect, text')) {
    const { e: byX, f: byY } = toChart.multiply(shape.getScreenCTM()!);
    const at = (x: number, y: number) => [rounded(x + byX), rounded(y + byY)] as const;
    const style = getComputedStyle(shape);
    const fill = withOpacity(style.fill, style.fillOpacity);
    const look = {
      stroke: withOpacity(style.stroke, style.strokeOpacity),
      width: Number.parseFloat(style.strokeWidth),
    };
    if (shape instanceof SVGLineElement) {
      const { x1, y1, x2, y2 } = shape;
      sheet.line([at(x1.baseVal.value, y1.baseVal.value), at(x2.baseVal.value, y2.baseVal.value)], look);
    } else if (shape instanceof SVGPolylineElement) {
      sheet.line(
        [...shape.points].map(({ x, y }) => at(x, y)),
        look,
      );
    } else if (shape instanceof SVGCircleElement) {
      // A line of one point is a dot, twice as wide as the line.
      sheet.line([at(shape.cx.baseVal.value, shape.cy.baseVal.value)], { stroke: fill, width: shape.r.baseVal.value });
    } else if (shape instanceof SVGRectElement) {
      const [x, y] = at(shape.x.baseVal.value, shape.y.baseVal.value);
      sheet.box(x, y, rounded(shape.width.baseVal.value), rounded(shape.height.baseVal.value), fill);
    } else if (shape instanceof SVGTextElement) {
      const [x, y] = at(first(shape.x), first(shape.y) + first(shape.dy));
      sheet.text(x, y, wordsIn(shape), { fill, size: Number.parseFloat(style.fontSize), anchor: anchorOf(style) });
    }
  }
}

function withOpacity(paint: string, opacity: string): string {
  return opacity === '1' ? paint : paint.replace(/^rgb\((.*)\)$/, `rgba($1, ${opacity})`);
}

function anchorOf({ textAnchor }: CSSStyleDeclaration): 'start' | 'middle' | 'end' {
  return textAnchor === 'middle' || textAnchor === 'end' ? textAnchor : 'start';
}

function first({ baseVal }: SVGAnimatedLengthList): number {
  return baseVal.numberOfItems === 0 ? 0 : baseVal.getItem(0).value;
}

/** What is written there, without the title that a pointer shows. */
function wordsIn(text: SVGTextElement): string {
  return [...text.childNodes].map((node) => (node instanceof Text ? node.data : '')).join('');
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
