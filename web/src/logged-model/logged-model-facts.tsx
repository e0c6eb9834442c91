import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { RefLink } from '../parts/ref-link';
import { TagFacts } from '../parts/tag-facts';
import { Time } from '../parts/time';
import { Status } from '../parts/words';
import type { ShownLoggedModel } from './logged-model-page';

/** Whose logged model it is, which run made it, and where its files lie. */
export function LoggedModelFacts({ model }: { readonly model: ShownLoggedModel }) {
  const { experiment, run, modelType, statusMessage, digest, externalId, artifactLocation, tags } = model;
  const facts: readonly (readonly [name: string, value: string | null])[] = [
    ['Type', modelType],
    ['Status', statusMessage],
    ['Id elsewhere', externalId],
    ['Files are at', artifactLocation],
  ];
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
        <dt>Made by</dt>
        <dd>
          {run === null ? (
            <span className="muted">no run that you may see</span>
          ) : (
            <>
              <RefLink kind="run" to={run.id}>
                {run.name}
              </RefLink>{' '}
              <Status of={run.status} />
            </>
          )}
        </dd>
        <dt>Recorded</dt>
        <dd>
          <Time at={model.createdAt} /> by {model.createdBy}
        </dd>
        {facts.map(
          ([name, value]) =>
            value !== null && (
              <Fragment key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </Fragment>
            ),
        )}
        <dt>Digest</dt>
        <dd>{digest === null ? 'not sealed yet' : <code>{digest}</code>}</dd>
        <TagFacts tags={tags} />
      </dl>
    </section>
  );
}
