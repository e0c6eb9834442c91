import { Link } from '@tanstack/react-router';
import { OutsideLink } from '../parts/outside-link';
import { RefLink } from '../parts/ref-link';
import { TagFacts } from '../parts/tag-facts';
import { duration, Time } from '../parts/time';
import { Status } from '../parts/words';
import type { ShownRun } from './run-page';

/** Whose run it is, of which experiment, and when it ran in what. */
export function RunFacts({ run }: { readonly run: ShownRun }) {
  const {
    experiment,
    user,
    createdBy,
    startedAt,
    endedAt,
    code,
    environment,
    digest,
    parent,
    children,
    tags,
    loggedModels,
  } = run;
  const took = endedAt === null ? null : (Date.parse(endedAt) - Date.parse(startedAt)) / 1_000;
  return (
    <section className="card">
      <h2>What it is</h2>
      <dl className="facts">
        <dt>Experiment</dt>
        <dd>
          <Link to="/runs" search={{ experiment: experiment.id }}>
            {experiment.displayName}
          </Link>
        </dd>
        <dt>By</dt>
        <dd>{user === null || user === createdBy ? createdBy : `${user}, recorded by ${createdBy}`}</dd>
        <dt>Started</dt>
        <dd>
          <Time at={startedAt} />
        </dd>
        <dt>Took</dt>
        <dd>{took === null ? 'it has not ended' : duration(took)}</dd>
        {code !== null && (
          <>
            <dt>Code</dt>
            <dd>
              {code.repository !== null && <OutsideLink href={code.repository} />} <code>{code.commit}</code>{' '}
              {code.path !== null && <code>{code.path}</code>}
              {code.dirty && <span className="bad"> with changes</span>}
            </dd>
          </>
        )}
        {environment !== null && (
          <>
            <dt>Environment</dt>
            <dd>
              <RefLink kind="environment" to={environment.ref} />
            </dd>
          </>
        )}
        <dt>Digest</dt>
        <dd>{digest === null ? 'not sealed yet' : <code>{digest}</code>}</dd>
        {parent !== null && (
          <>
            <dt>In the run</dt>
            <dd>
              <RefLink kind="run" to={parent.id}>
                {parent.name}
              </RefLink>
            </dd>
          </>
        )}
        {children.nodes.length > 0 && (
          <>
            <dt>Its runs</dt>
            <dd>
              {children.nodes.map(({ id, name, status }) => (
                <div key={id}>
                  <RefLink kind="run" to={id}>
                    {name}
                  </RefLink>{' '}
                  <Status of={status} />
                </div>
              ))}
              {children.totalCount > children.nodes.length && `and ${children.totalCount - children.nodes.length} more`}
            </dd>
          </>
        )}
        {loggedModels.length > 0 && (
          <>
            <dt>Its models</dt>
            <dd>
              {loggedModels.map(({ loggedModel: { id, name, status } }) => (
                <div key={id}>
                  <RefLink kind="loggedModel" to={id}>
                    {name}
                  </RefLink>{' '}
                  <Status of={status} />
                </div>
              ))}
            </dd>
          </>
        )}
        <TagFacts tags={tags} />
      </dl>
    </section>
  );
}
