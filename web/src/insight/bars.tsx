import { Chart } from '../export/chart';
import { Table } from '../parts/table';

/** A value of a period; null where there is none. */
export interface Bar {
  readonly from: string;
  readonly value: number | null;
}

interface BarsProps {
  readonly title: string;
  /** What each period begins with, in words. */
  readonly bars: readonly Bar[];
  /** A value in words. */
  readonly words: (value: number) => string;
  /** What the axis goes up to, where that is fixed. @default the largest value */
  readonly most?: number;
}

const [WIDTH, HEIGHT, FOOT] = [600, 120, 4];

/** A value over time, as bars; the same as a table for who does not see them. */
export function Bars({ title, bars, words, most }: BarsProps) {
  const top = Math.max(most ?? 0, ...bars.map(({ value }) => value ?? 0)) || 1;
  const step = WIDTH / Math.max(bars.length, 1);
  const [first, last] = [bars[0], bars.at(-1)];
  return (
    <section className="card">
      <h2>{title}</h2>
      {first === undefined || last === undefined ? (
        <p className="muted">Nothing yet.</p>
      ) : (
        <>
          <Chart
            className="bars"
            width={WIDTH}
            height={HEIGHT + FOOT}
            label={`${title} from ${first.from} to ${last.from}, at most ${words(top)}`}
            name={`${title} over time`}
          >
            <line x1="0" x2={WIDTH} y1={HEIGHT + 1} y2={HEIGHT + 1} />
            {bars.map(({ from, value }, at) => {
              const height = value === null ? 0 : Math.max((value / top) * HEIGHT, value === 0 ? 0 : 2);
              return (
                <rect key={from} x={at * step + 1} y={HEIGHT - height} width={Math.max(step - 2, 1)} height={height}>
                  <title>{`${from}: ${value === null ? 'nothing' : words(value)}`}</title>
                </rect>
              );
            })}
          </Chart>
          <p className="row muted between">
            <span>{first.from}</span>
            <span>at most {words(top)}</span>
            <span>{last.from}</span>
          </p>
          <details>
            <summary>As a table</summary>
            <Table head={['From', `#${title}`]}>
              {bars.map(({ from, value }) => (
                <tr key={from}>
                  <th scope="row">{from}</th>
                  <td className="number">{value === null ? '–' : words(value)}</td>
                </tr>
              ))}
            </Table>
          </details>
        </>
      )}
    </section>
  );
}
