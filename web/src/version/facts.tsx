import { OutsideLink } from '../parts/outside-link';
import { RefLink } from '../parts/ref-link';
import { TagFacts } from '../parts/tag-facts';
import { Time } from '../parts/time';
import type { ShownVersion } from './version-page';

/** Who registered it, when, from what, and under which digest. */
export function Facts({ version }: { readonly version: ShownVersion }) {
  const { description, architecture, code, environment, parents, build, tags, digest, externalVersion } = version;
  return (
    <section className="card">
      <h2>What it is</h2>
      {description !== null && <p>{description}</p>}
      <dl className="facts">
        <dt>Registered</dt>
        <dd>
          <Time at={version.createdAt} /> by {version.createdBy}
        </dd>
        {version.createdElsewhereAt !== null && (
          <>
            <dt>Made</dt>
            <dd>
              <Time at={version.createdElsewhereAt} />
              {version.createdElsewhereBy !== null && <> by {version.createdElsewhereBy}</>}
            </dd>
          </>
        )}
        <dt>Digest</dt>
        <dd>
          <code>{digest}</code>
        </dd>
        {externalVersion !== null && (
          <>
            <dt>Elsewhere</dt>
            <dd>number {externalVersion}</dd>
          </>
        )}
        {architecture !== null && (
          <>
            <dt>Architecture</dt>
            <dd>{architecture}</dd>
          </>
        )}
        {code !== null && (
          <>
            <dt>Code</dt>
            <dd>
              {code.repository !== null && <OutsideLink href={code.repository} />} <code>{code.commit}</code>{' '}
              {code.path !== null && <code>{code.path}</code>}
            </dd>
          </>
        )}
        {environment !== null && (
          <>
            <dt>Environment</dt>
            <dd>
              <RefLink kind="environment" to={environment.ref} />
              {environment.runtime !== null && ` ${environment.runtime.name} ${environment.runtime.version}`}
              {environment.image !== null && (
                <div>
                  <code>{environment.image}</code>
                </div>
              )}
            </dd>
          </>
        )}
        {parents.length > 0 && (
          <>
            <dt>Tuned from</dt>
            <dd>
              {parents.map(({ ref }) => (
                <div key={ref}>
                  <RefLink kind="model" to={ref} />
                </div>
              ))}
            </dd>
          </>
        )}
        {build !== null && (
          <>
            <dt>Build</dt>
            <dd>
              {build.system} {build.buildId} {build.url !== null && <OutsideLink href={build.url} />}
            </dd>
          </>
        )}
        <TagFacts tags={tags} />
      </dl>
    </section>
  );
}
