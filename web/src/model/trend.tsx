import { Link } from '@tanstack/react-router';
import { Chart } from '../export/chart';
import { Exact } from '../parts/exact';
import { measured } from '../parts/number';
import { RefLink } from '../parts/ref-link';
import { SparkLine } from '../parts/sparkline';
import { Table } from '../parts/table';
import { Time } from '../parts/time';
import type { ShownModel } from './model-page';
import type { ModelSearch } from './model-search';

/** How large its line is. */
const TREND = { width: 320, height: 64 } as const;

/** How one metric went from version to version. */
export function Trend({ model, search }: { readonly model: ShownModel; readonly search: ModelSearch }) {
  if (model.metricKeys.length === 0) return null;
  const points = [...(model.metricTrend?.nodes ?? [])].reverse();
  const values = points.flatMap(({ value }) => (typeof value === 'number' ? [value] : []));
  return (
    <section className="card">
      <h2>From version to version</h2>
      <nav className="row" aria-label="Metric">
        {model.metricKeys.map((key) => (
          <Link
            key={key}
            className={key === search.trend ? 'button primary' : 'button'}
            aria-current={key === search.trend ? 'true' : undefined}
            to="."
            search={(before) => ({ ...before, trend: key === search.trend ? undefined : key })}
          >
            {key}
          </Link>
        ))}
      </nav>
      {search.trend !== undefined && points.length === 0 && <p className="muted">No version has it.</p>}
      {points.length > 0 && (
        <>
          {values.length > 1 && (
            <Chart
              {...TREND}
              label={`${search.trend} by version: ${values.map(measured).join(', ')}`}
              name={`${search.trend} of ${model.name}`}
              refs={points.map(({ modelVersion }) => modelVersion.ref)}
            >
              <SparkLine values={values} {...TREND} />
            </Chart>
          )}
          <Table head={['Version', `#${search.trend}`, 'From', 'At']}>
            {points.map(({ modelVersion, value, source, createdAt }) => (
              <tr key={`${modelVersion.ref} ${createdAt} ${source}`}>
                <th scope="row">
                  <RefLink kind="model" to={modelVersion.ref}>
                    {modelVersion.version}
                  </RefLink>
                </th>
                <td className="number">
                  <Exact value={value} />
                </td>
                <td>{source.toLowerCase()}</td>
                <td>
                  <Time at={createdAt} />
                </td>
              </tr>
            ))}
          </Table>
        </>
      )}
    </section>
  );
}
