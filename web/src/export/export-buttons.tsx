import { useState } from 'react';

/** A picture in two forms: made when somebody wants one. */
export interface Exported {
  /** The name of the file, without its ending. */
  readonly name: string;
  readonly svg: () => Promise<string>;
  /** Twice as large as on the screen. */
  readonly png: () => Promise<Blob | null>;
}

/** Saves a picture as SVG, in which text is text, or as PNG. */
export function ExportButtons({ exported }: { readonly exported: Exported | undefined }) {
  const [failed, setFailed] = useState(false);
  const save = async (ending: 'svg' | 'png') => {
    const { saveFile } = await import('./save-file');
    const content =
      ending === 'svg' ? new Blob([await exported!.svg()], { type: 'image/svg+xml' }) : await exported!.png();
    setFailed(content === null);
    if (content !== null) saveFile(`${exported!.name}.${ending}`, content);
  };
  return (
    <>
      {(['svg', 'png'] as const).map((ending) => (
        <button
          key={ending}
          type="button"
          className="button quiet"
          disabled={exported === undefined}
          onClick={() => void save(ending)}
        >
          {ending.toUpperCase()}
        </button>
      ))}
      {failed && <span role="alert">It is too large for a PNG: take the SVG.</span>}
    </>
  );
}
