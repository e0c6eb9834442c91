import { Copy } from '../parts/copy';
import { Verdict } from '../parts/words';
import type { ShownVersion } from './version-page';

/** Whether it can be rebuilt, what is missing, and how. */
export function Rebuild({ version: { reproducibility } }: { readonly version: ShownVersion }) {
  const { verdict, missing, recipe } = reproducibility;
  return (
    <section className="card stack">
      <div className="heading">
        <h2>
          Can it be rebuilt? <Verdict of={verdict} />
        </h2>
        <div className="actions">
          <Copy text={recipe}>Copy the recipe</Copy>
        </div>
      </div>
      {missing.length > 0 && (
        <ul className="list">
          {missing.map((part) => (
            <li key={part}>{part}</li>
          ))}
        </ul>
      )}
      {/* It scrolls, so a keyboard has to reach it. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys */}
      <pre tabIndex={0}>{recipe}</pre>
    </section>
  );
}
