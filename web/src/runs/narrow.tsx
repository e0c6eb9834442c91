import { useNavigate } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { listed } from '../model/model-search';
import type { RunsQuery } from './runs.document';
import { type RunsSearch, readRunsSearch } from './runs-search';

interface NarrowProps {
  readonly search: RunsSearch;
  /** Those that can be chosen, the last changed first; undefined while they are not there. */
  readonly experiments: RunsQuery['experiments'];
}

/** Which runs the table has, and which columns. */
export function Narrow({ search, experiments }: NarrowProps) {
  const navigate = useNavigate({ from: '/runs/' });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const columns = form.getAll('column').join(',') || undefined;
    const given = readRunsSearch({ ...Object.fromEntries(form), columns });
    const { experiment, where, archived } = given;
    void navigate({ search: (before) => ({ ...before, experiment, where, archived, columns: given.columns }) });
  };
  const chosen = experiments?.nodes.find(({ id }) => id === search.experiment);
  const nodes = experiments?.nodes ?? [];
  return (
    <form className="row" onSubmit={submit} key={`${JSON.stringify(search)} ${nodes.length}`}>
      <select name="experiment" aria-label="Experiment" defaultValue={search.experiment ?? ''}>
        <option value="">every experiment</option>
        {search.experiment !== undefined && chosen === undefined && (
          <option value={search.experiment}>{search.experiment}</option>
        )}
        {nodes.map(({ id, displayName }) => (
          <option key={id} value={id}>
            {displayName}
          </option>
        ))}
      </select>
      <input
        name="where"
        aria-label="Conditions"
        size={44}
        placeholder="metric.auc > 0.8 and parameter.optimizer = adam"
        defaultValue={search.where}
        spellCheck={false}
      />
      <label>
        <input type="checkbox" name="archived" value="all" defaultChecked={search.archived === 'all'} /> archived too
      </label>
      {chosen !== undefined && (
        <ColumnChoice
          names={[
            ...chosen.metricKeys.map((key) => `metric.${key}`),
            ...chosen.parameterKeys.map((key) => `parameter.${key}`),
          ]}
          chosen={listed(search.columns)}
        />
      )}
      <button type="submit" className="button">
        Show
      </button>
    </form>
  );
}

function ColumnChoice({ names, chosen }: { readonly names: readonly string[]; readonly chosen: readonly string[] }) {
  return (
    <details className="menu">
      <summary className="button">Columns ▾</summary>
      <div className="scroll">
        {names.map((name) => (
          <label key={name}>
            <input type="checkbox" name="column" value={name} defaultChecked={chosen.includes(name)} /> {name}
          </label>
        ))}
      </div>
    </details>
  );
}
