import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { AddressForm } from '../parts/address-form';
import { Empty } from '../parts/empty';
import { Exact } from '../parts/exact';
import { More } from '../parts/more';
import { count, plain } from '../parts/number';
import { RefLink } from '../parts/ref-link';
import { Tabled } from '../parts/table';
import { Time } from '../parts/time';
import { Status } from '../parts/words';
import { listed } from '../search-params';
import type { ShownModel } from './model-page';
import type { ModelSearch } from './model-search';

interface VersionTableProps {
  readonly model: ShownModel;
  readonly search: ModelSearch;
}

/** The versions of a model, newest first, with the metrics and parameters of their runs that somebody chose. */
export function VersionTable({ model, search }: VersionTableProps) {
  const { versionTable } = model;
  if (versionTable.totalCount === 0)
    return <Empty command="npx pedigraph register manifest.yaml">It has no version yet.</Empty>;
  const [metrics, parameters] = [listed(search.metrics), listed(search.parameters)];
  return (
    <section className="card flush">
      <h2>{count(versionTable.totalCount)} versions</h2>
      <ColumnChoice model={model} search={search} />
      <Tabled>
        <thead>
          <tr>
            <th scope="col">Version</th>
            <th scope="col">Status</th>
            {metrics.map((key) => (
              <th key={key} scope="col" className="number">
                {key}
              </th>
            ))}
            {parameters.map((key) => (
              <th key={key} scope="col">
                {key}
              </th>
            ))}
            <th scope="col">Registered</th>
            <th scope="col">By</th>
          </tr>
        </thead>
        <tbody>
          {versionTable.nodes.map((row) => (
            <tr key={row.ref}>
              <th scope="row">
                <RefLink kind="model" to={row.ref}>
                  {row.version}
                </RefLink>
              </th>
              <td>
                <Status of={row.status} />
              </td>
              {row.metrics.map(({ key, value }) => (
                <td key={key} className="number">
                  <Exact value={value} />
                </td>
              ))}
              {row.parameters.map(({ key, value }) => (
                <td key={key}>{value === null ? '–' : plain(value)}</td>
              ))}
              <td>
                <Time at={row.createdAt} />
              </td>
              <td>{row.createdBy}</td>
            </tr>
          ))}
        </tbody>
      </Tabled>
      <More page={versionTable.pageInfo} after={search.after} />
    </section>
  );
}

/** Which metrics and parameters the table shows: those that its versions have are offered. */
function ColumnChoice({ model, search }: VersionTableProps) {
  const navigate = useNavigate({ from: '/models/$' });
  const menu = useRef<HTMLDetailsElement>(null);
  if (model.metricKeys.length + model.parameterKeys.length === 0) return null;
  const show = (form: FormData) => {
    const chosen = (name: string) => form.getAll(name).join(',') || undefined;
    menu.current?.removeAttribute('open');
    void navigate({
      search: (before) => ({ ...before, metrics: chosen('metrics'), parameters: chosen('parameters') }),
    });
  };
  return (
    <div className="row">
      <details ref={menu}>
        <summary>Columns</summary>
        <AddressForm className="form" onShow={show} key={`${search.metrics} ${search.parameters}`}>
          <Choice name="metrics" keys={model.metricKeys} chosen={listed(search.metrics)} />
          <Choice name="parameters" keys={model.parameterKeys} chosen={listed(search.parameters)} />
        </AddressForm>
      </details>
    </div>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly keys: readonly string[];
  readonly chosen: readonly string[];
}

function Choice({ name, keys, chosen }: ChoiceProps) {
  if (keys.length === 0) return null;
  return (
    <fieldset className="row">
      <legend>{name}</legend>
      {keys.map((key) => (
        <label key={key}>
          <input type="checkbox" name={name} value={key} defaultChecked={chosen.includes(key)} /> {key}
        </label>
      ))}
    </fieldset>
  );
}
