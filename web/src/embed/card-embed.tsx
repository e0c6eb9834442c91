import { getRouteApi } from '@tanstack/react-router';
import { useQuestion } from '../api/query';
import { Answered } from '../parts/answered';
import { Verdict } from '../parts/words';
import { stringifySearch } from '../search-params';
import { Facts } from '../version/facts';
import { SealsRow } from '../version/seals-row';
import { VersionHeading } from '../version/version-heading';
import { versionQuestion } from '../version/version-search';
import { EmbedPage } from './embed-page';

const route = getRouteApi('/embed/card');

/** What a version is and rests on, by itself. */
export function CardEmbed() {
  const { of, asOf } = route.useSearch();
  if (of === undefined)
    return (
      <EmbedPage title="Version" whole="/models">
        <p>
          Of what? The address needs <code>?of=</code> and the ref of a version, such as{' '}
          <code>fraud/detector@production</code>.
        </p>
      </EmbedPage>
    );
  return <Card of={of} asOf={asOf} />;
}

function Card({ of, asOf }: { readonly of: string; readonly asOf: string | undefined }) {
  const query = useQuestion(versionQuestion(of, { asOf }));
  const version = query.data?.data.modelVersion ?? undefined;
  const path = of.split('/').map(encodeURIComponent).join('/');
  return (
    <EmbedPage
      title={version?.ref ?? of}
      heading={<VersionHeading named={of} version={version} />}
      whole={`/models/${path}${stringifySearch({ asOf })}`}
    >
      <Answered query={query}>
        {({ modelVersion }) =>
          modelVersion === null ? (
            <p>
              There is no model version <code>{of}</code>, or you may not see it.
            </p>
          ) : (
            <>
              <p>
                Can it be rebuilt?{' '}
                <Verdict
                  of={modelVersion.reproducibility.verdict}
                  missing={modelVersion.reproducibility.missing.length}
                />
              </p>
              <SealsRow version={modelVersion} />
              <Facts version={modelVersion} />
            </>
          )
        }
      </Answered>
    </EmbedPage>
  );
}
