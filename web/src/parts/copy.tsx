import { useState } from 'react';

/** Copies a text; says so on itself and to those who do not see it. */
export function Copy({ text, children = 'Copy' }: { readonly text: string; readonly children?: string }) {
  const [isCopied, setCopied] = useState(false);
  // A page that came over plain HTTP from elsewhere has no clipboard.
  if (navigator.clipboard === undefined) return null;
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <button type="button" className="button" onClick={copy} onBlur={() => setCopied(false)}>
      <span aria-live="polite">{isCopied ? 'Copied' : children}</span>
    </button>
  );
}
