import { type ReactNode, useRef } from 'react';
import { ExportButtons, type Exported } from './export-buttons';

interface ChartProps {
  /** What it shows, in words: for who does not see it, and in its file. */
  readonly label: string;
  /** The name of its file, without the ending. */
  readonly name: string;
  /** What it is of, by refs. @default none: the address says it */
  readonly refs?: readonly string[];
  readonly width: number;
  readonly height: number;
  /** Of the drawing. @default one that is as large as it says */
  readonly className?: string;
  readonly children: ReactNode;
}

/** A chart that is drawn in the page, and can be saved as it is seen. */
export function Chart({ label, name, refs = [], width, height, className, children }: ChartProps) {
  const chart = useRef<SVGSVGElement>(null);
  const files = async () => {
    const { chartFiles } = await import('./chart-files');
    return chartFiles(chart.current!, { title: label, refs });
  };
  const exported: Exported = {
    name,
    svg: async () => (await files()).svg(),
    png: async () => (await files()).png(),
  };
  const size = className === undefined ? { width, height } : { viewBox: `0 0 ${width} ${height}`, className };
  return (
    <>
      <svg ref={chart} role="img" aria-label={label} {...size}>
        {children}
      </svg>
      <p className="row">
        <ExportButtons exported={exported} />
      </p>
    </>
  );
}
