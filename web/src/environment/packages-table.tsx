import { question, useQuestion } from '../api/query';
import { Answered } from '../parts/answered';
import { RefLink } from '../parts/ref-link';
import { Table } from '../parts/table';
import type { ShownEnvironment } from './environment-version-page';
import { type PinnedPackage, packageRows } from './package-changes';
import { PackagesDocument } from './packages.document';

const TONES = { added: 'good', removed: 'bad', changed: 'warn', same: 'muted' } as const;

/** The packages, and how they differ from those of the version before. */
export function PackagesTable({ version }: { readonly version: ShownEnvironment }) {
  const { nodes } = version.environment.versions;
  const at = nodes.findIndex(({ ref }) => ref === version.ref);
  const before = at < 0 ? undefined : nodes[at + 1]?.ref;
  return before === undefined ? <Packages version={version} /> : <PackagesBeside version={version} before={before} />;
}

/** They are asked for here, where it is known which version is the one before. */
function PackagesBeside({ version, before }: { readonly version: ShownEnvironment; readonly before: string }) {
  const query = useQuestion(question(PackagesDocument, { ref: before }));
  return (
    <div className="stack">
      <Answered query={query}>
        {({ environmentVersion }) => (
          <Packages
            version={version}
            before={environmentVersion === null ? undefined : { ref: before, packages: environmentVersion.packages }}
          />
        )}
      </Answered>
    </div>
  );
}

interface PackagesProps {
  readonly version: ShownEnvironment;
  readonly before?: { readonly ref: string; readonly packages: readonly PinnedPackage[] } | undefined;
}

function Packages({ version, before }: PackagesProps) {
  const rows = packageRows(version.packages, before?.packages);
  if (rows.length === 0) return <p className="muted">No package is given.</p>;
  return (
    <section className="card flush">
      <h2>
        {version.packages.length} packages
        {before !== undefined && (
          <>
            , beside <RefLink kind="environment" to={before.ref} />
          </>
        )}
      </h2>
      <Table head={['Package', 'Version', ...(before === undefined ? [] : ['Before', 'Change']), 'By']}>
        {rows.map(({ key, manager, name, now, before: then, change }) => (
          <tr key={key}>
            <th scope="row">
              <code>{name}</code>
            </th>
            <td>{change === 'removed' ? '–' : (now ?? 'any')}</td>
            {before !== undefined && (
              <>
                <td className="muted">{change === 'added' ? '–' : (then ?? 'any')}</td>
                <td className={TONES[change ?? 'same']}>{change}</td>
              </>
            )}
            <td className="muted">{manager}</td>
          </tr>
        ))}
      </Table>
    </section>
  );
}
