import { kindLook } from './kinds';

/** What kind of thing something is: by a letter, a shape and a colour. */
export function Kind({ of }: { readonly of: string }) {
  const { look, letter, word } = kindLook(of);
  return (
    <span className={`kind ${look}`} title={word}>
      <span aria-hidden="true">{letter}</span>
      <span className="unseen">{word}</span>
    </span>
  );
}
