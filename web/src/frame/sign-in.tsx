import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { readToken, writeToken } from '../api/token';
import { type SignInMethods, useSignInMethods } from './sign-in-methods';
import { useViewer } from './viewer';

const DIALOG = 'sign-in';

/** Opens the dialog, from wherever it turns out that a token is wanted. */
export function openSignIn(): void {
  (document.getElementById(DIALOG) as HTMLDialogElement | null)?.showModal();
}

/** Asks for a token, which stays in this tab until it is closed, and leads to the provider's sign-in. */
export function SignIn() {
  const client = useQueryClient();
  const [isGiven, setGiven] = useState(() => readToken() !== null);
  const [isWanted, want] = useState(false);
  const methods = useSignInMethods(isWanted);
  const isSignedIn = useViewer().data?.data.me.authenticated === true && !isGiven;
  const use = (token: string | null) => {
    writeToken(token);
    setGiven(token !== null);
    (document.getElementById(DIALOG) as HTMLDialogElement).close();
    void client.resetQueries();
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const token = String(new FormData(form).get('token') ?? '').trim();
    form.reset();
    if (token !== '') use(token);
  };
  const returnTo = encodeURIComponent(location.pathname + location.search);
  return (
    // What it is focused for is that it was opened.
    <dialog id={DIALOG} aria-labelledby="sign-in-heading" onFocus={() => want(true)}>
      <form className="form" onSubmit={submit}>
        <h2 id="sign-in-heading">Sign in</h2>
        <label>
          A token or an API key
          <input name="token" type="password" autoComplete="off" spellCheck={false} required />
        </label>
        <p className="muted">It stays in this tab until you close it, and stands in no address.</p>
        <div className="row">
          <button type="submit" className="button primary">
            Use it
          </button>
          {isGiven && (
            <button type="button" className="button" onClick={() => use(null)}>
              Forget the one in use
            </button>
          )}
          <button type="button" className="button" onClick={(event) => event.currentTarget.closest('dialog')?.close()}>
            Cancel
          </button>
        </div>
        {methods?.openIdConnect != null && (
          <p>
            Or <a href={`${methods.openIdConnect.signIn}?returnTo=${returnTo}`}>sign in at {hostOf(methods)}</a>
            {isSignedIn && (
              <>
                , or <a href={methods.openIdConnect.signOut}>log out</a>
              </>
            )}
            .
          </p>
        )}
      </form>
    </dialog>
  );
}

function hostOf({ openIdConnect }: SignInMethods): string {
  return URL.canParse(openIdConnect?.issuer ?? '') ? new URL(openIdConnect!.issuer).host : 'the provider';
}
