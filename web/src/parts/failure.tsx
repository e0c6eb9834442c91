import { ApiError } from '../api/api-error';
import { isEmbedded } from '../frame/is-embedded';
import { openSignIn } from '../frame/sign-in';

/** Why there is nothing to see: what the API says, under which number it is in the log, and what to do. */
export function Failure({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  const { code, requestId } = error instanceof ApiError ? error : { code: 'UNEXPECTED', requestId: undefined };
  return (
    <div className="notice failure" role="alert">
      <p>
        <strong>{headingOf(code)}</strong> {error.message}
      </p>
      <p className="muted">
        <code>{code}</code>
        {requestId !== undefined && (
          <>
            {' '}
            · request <code>{requestId}</code>
          </>
        )}
      </p>
      <p className="row">
        <button type="button" className="button" onClick={onRetry}>
          Try again
        </button>
        {code === 'UNAUTHENTICATED' && isEmbedded() && 'The page around this one has to send a token.'}
        {code === 'UNAUTHENTICATED' && !isEmbedded() && (
          <button type="button" className="button primary" onClick={openSignIn}>
            Sign in …
          </button>
        )}
      </p>
    </div>
  );
}

const HEADINGS: Readonly<Record<string, string>> = {
  UNAUTHENTICATED: 'You have to sign in.',
  FORBIDDEN: 'You may not see this.',
  DOCUMENT_NOT_TRUSTED: 'This server does not take the query of this page.',
  UNREACHABLE: 'Nobody answers.',
  UNAVAILABLE: 'A part of the server does not answer.',
  OVERLOADED: 'The server has too much to do.',
  TIMEOUT: 'It took too long.',
};

function headingOf(code: string): string {
  return HEADINGS[code] ?? 'This could not be answered.';
}
