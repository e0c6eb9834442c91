import { question, useStandingQuestion } from '../api/query';
import { openSignIn } from './sign-in';
import { ViewerDocument } from './viewer.document';

const ASKED = question(ViewerDocument, {});

/** Asks who looks at the page, and how far the catalog has read. */
export function useViewer() {
  return useStandingQuestion(ASKED);
}

/** Who looks at the page, by name; a press signs in as somebody else. */
export function Viewer() {
  const { data: answer } = useViewer();
  const name = answer?.data.me.actor ?? 'Sign in';
  return (
    <button type="button" className="button quiet" onClick={openSignIn}>
      {name}
    </button>
  );
}

/** That the catalog has not read everything, where it has not: then lineage and search are behind. */
export function CatalogNotice() {
  const { data: answer } = useViewer();
  const troubled = answer?.data.catalogStatus.filter(({ problem }) => problem !== null) ?? [];
  if (troubled.length === 0) return null;
  return (
    <div className="notice" role="status">
      {troubled.map(({ subgraph, problem }) => (
        <p key={subgraph}>
          Lineage and search are behind in {subgraph}: {problem}
        </p>
      ))}
    </div>
  );
}
