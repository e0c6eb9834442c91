import { ApiError } from '../api/api-error';
import { isUnknown } from '../api/write';
import { openSignIn } from '../frame/sign-in';

interface RefusalProps {
  readonly error: Error;
  readonly meanwhile?: ((extensions: ApiError['extensions']) => string | undefined) | undefined;
  readonly onLookAgain: () => void;
}

/** Why nothing was written, and what to do. */
export function Refusal({ error, meanwhile, onLookAgain }: RefusalProps) {
  const { code, extensions, requestId } = error instanceof ApiError ? error : { ...UNEXPECTED, requestId: undefined };
  const moved = code === 'CONFLICT' ? (meanwhile?.(extensions) ?? 'Somebody changed it meanwhile.') : undefined;
  const unmet = unmetIn(extensions);
  return (
    <div className="notice failure" role="alert">
      {moved !== undefined && (
        <p>
          <strong>{moved}</strong> Nothing was written.
        </p>
      )}
      {unmet.length > 0 && (
        <>
          <p>
            <strong>The policy refuses it.</strong> Nothing moved; that it was refused is in the history.
          </p>
          <ul>
            {unmet.map(({ rule, observed }) => (
              <li key={rule}>
                <code>{rule}</code>: {observed}
              </li>
            ))}
          </ul>
        </>
      )}
      {unmet.length === 0 && <p className={moved === undefined ? undefined : 'muted'}>{error.message}</p>}
      {isUnknown(error) && <p>It may have been done. Pressed again, it is done once.</p>}
      <p className="muted">
        <code>{code}</code>
        {requestId !== undefined && (
          <>
            {' '}
            · request <code>{requestId}</code>
          </>
        )}
      </p>
      {(code === 'CONFLICT' || unmet.length > 0) && (
        <button type="button" className="button" onClick={onLookAgain}>
          Look again
        </button>
      )}
      {code === 'UNAUTHENTICATED' && (
        <button type="button" className="button" onClick={openSignIn}>
          Sign in …
        </button>
      )}
    </div>
  );
}

const UNEXPECTED = { code: 'UNEXPECTED', extensions: {} as ApiError['extensions'] };

interface Unmet {
  readonly rule: string;
  readonly observed: string;
}

function unmetIn({ unmet }: ApiError['extensions']): readonly Unmet[] {
  return Array.isArray(unmet) ? (unmet as Unmet[]) : [];
}
