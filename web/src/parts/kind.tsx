const KINDS: Readonly<Record<string, readonly [className: string, letter: string, word: string]>> = {
  MODEL_VERSION: ['model', 'M', 'model version'],
  DATASET_VERSION: ['data', 'D', 'dataset version'],
  COLUMN: ['data', 'C', 'column'],
  ENVIRONMENT_VERSION: ['environment', 'E', 'environment version'],
  RUN: ['run', 'R', 'run'],
  LOGGED_MODEL: ['model', 'L', 'logged model'],
  DEPLOYMENT: ['deployment', 'T', 'deployment'],
};

/** What kind of thing something is: by a letter, a shape and a colour. */
export function Kind({ of }: { readonly of: string }) {
  const [className, letter, word] = KINDS[of] ?? ['', '?', of];
  return (
    <span className={`kind ${className}`} title={word}>
      <span aria-hidden="true">{letter}</span>
      <span className="unseen">{word}</span>
    </span>
  );
}
