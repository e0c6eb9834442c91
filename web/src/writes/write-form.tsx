import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { ApiError } from '../api/api-error';
import type { Document } from '../api/document';
import { closeDialogOf } from './dialog';
import { FieldFaults } from './field-faults';
import { Refusal } from './refusal';
import { useWrite } from './use-write';

interface WriteFormProps<Result, Variables> {
  readonly document: Document<Result, Variables>;
  /** What is sent, of what stands in the fields. */
  readonly variablesOf: (form: FormData) => Variables;
  readonly action: string;
  /** Why it cannot be done as things stand. */
  readonly blockedBecause?: string | undefined;
  /** What somebody else has done meanwhile, of the extensions of a CONFLICT. */
  readonly meanwhile?: (extensions: ApiError['extensions']) => string | undefined;
  /** Reads anew what the dialog shows, where it shows something to decide on. */
  readonly onLookAgain?: () => Promise<unknown>;
  /** What was done. */
  readonly done: (result: Result) => ReactNode;
  readonly children: ReactNode;
}

/** The form of a write: what moves and the fields, then what was done or why not. */
export function WriteForm<Result, Variables>(props: WriteFormProps<Result, Variables>) {
  const { document, variablesOf, action, blockedBecause, meanwhile, onLookAgain, done, children } = props;
  const { mutate, reset, data, error, isPending } = useWrite(document);
  const [isLooking, setLooking] = useState(false);
  if (data !== undefined) return <Done>{done(data)}</Done>;
  const isStale = error instanceof ApiError && error.code === 'CONFLICT';
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!isPending) mutate(variablesOf(new FormData(event.currentTarget)));
  };
  // What is decided meanwhile would be decided on what was read before, and its outcome be forgotten with the refusal.
  const lookAgain = async () => {
    setLooking(true);
    await onLookAgain?.();
    reset();
    setLooking(false);
  };
  return (
    <form className="form" aria-busy={isPending} onSubmit={submit}>
      <FieldFaults.Provider value={error}>{children}</FieldFaults.Provider>
      {error !== null && <Refusal error={error} meanwhile={meanwhile} onLookAgain={() => void lookAgain()} />}
      {blockedBecause !== undefined && <p className="warn">{blockedBecause}</p>}
      <div className="row">
        <button
          type="submit"
          className="button primary"
          disabled={blockedBecause !== undefined || isStale || isLooking}
        >
          {isPending ? 'Being written …' : action}
        </button>
        <button type="button" className="button" onClick={closeDialogOf}>
          Cancel
        </button>
      </div>
    </form>
  );
}

/** What was done, which the focus is led to. */
function Done({ children }: { readonly children: ReactNode }) {
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => close.current?.focus(), []);
  return (
    <>
      <div role="status">{children}</div>
      <div className="row">
        <button type="button" className="button primary" ref={close} onClick={closeDialogOf}>
          Close
        </button>
      </div>
    </>
  );
}
