import { RefLink } from '../parts/ref-link';
import { Tabled } from '../parts/table';
import { Time } from '../parts/time';
import { Chip, Verdict } from '../parts/words';
import { type OverviewModel, type OverviewVersion, runningOn, targetsOf } from './deployed';

const PRODUCTION = 'production';

/** Models by targets: which version stands where. */
export function WhereTable({ models }: { readonly models: readonly OverviewModel[] }) {
  const targets = targetsOf(models);
  return (
    <Tabled>
      <thead>
        <tr>
          <th scope="col">Model</th>
          <th scope="col">{PRODUCTION}</th>
          {targets.map((target) => (
            <th key={target} scope="col">
              {target}
            </th>
          ))}
          <th scope="col">Can be rebuilt</th>
          <th scope="col">Owners</th>
        </tr>
      </thead>
      <tbody>
        {models.map((model) => (
          <ModelRow key={model.id} model={model} targets={targets} />
        ))}
      </tbody>
    </Tabled>
  );
}

function ModelRow({ model, targets }: { readonly model: OverviewModel; readonly targets: readonly string[] }) {
  const { name, displayName, aliases, latest, owners } = model;
  const production = aliases.find((alias) => alias.name === PRODUCTION);
  const others = aliases.filter((alias) => alias !== production);
  const judged = production?.modelVersion ?? latest;
  return (
    <tr>
      <th scope="row">
        <RefLink kind="model" to={name} />
        {displayName !== name && <div className="muted">{displayName}</div>}
      </th>
      <td>
        {production === undefined ? (
          <span className="muted">–</span>
        ) : (
          <>
            <VersionLink version={production.modelVersion} />{' '}
            <span className="muted">
              <Time at={production.validFrom} />
            </span>
          </>
        )}
        {others.map((alias) => (
          <div key={alias.name}>
            <Chip>
              {alias.name} <VersionLink version={alias.modelVersion} />
            </Chip>
          </div>
        ))}
      </td>
      {targets.map((target) => (
        <td key={target}>
          <Running versions={runningOn(model, target)} expected={production?.modelVersion} />
        </td>
      ))}
      <td>
        {judged === null ? (
          <span className="muted">no version</span>
        ) : (
          <Verdict of={judged.reproducibility.verdict} missing={judged.reproducibility.missing.length} />
        )}
      </td>
      <td>{owners.length === 0 ? <span className="muted">nobody</span> : owners.join(', ')}</td>
    </tr>
  );
}

interface RunningProps {
  readonly versions: readonly OverviewVersion[];
  readonly expected: OverviewVersion | undefined;
}

/** What runs on a target; where it is not what stands in production, that is said. */
function Running({ versions, expected }: RunningProps) {
  if (versions.length === 0) return <span className="muted">–</span>;
  return versions.map((version) => (
    <div key={version.id}>
      <VersionLink version={version} />
      {expected !== undefined && expected.id !== version.id && <span className="warn"> not production</span>}
    </div>
  ));
}

function VersionLink({ version }: { readonly version: Pick<OverviewVersion, 'ref' | 'version'> }) {
  return (
    <RefLink kind="model" to={version.ref}>
      {version.version}
    </RefLink>
  );
}
