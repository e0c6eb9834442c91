import { Dialog } from '../writes/dialog';

/** The keys that do something, and what. */
export const KEYS = [
  ['/', 'to the search'],
  ['Ctrl K', 'go to a page, a model or a ref, or do something'],
  ['?', 'these keys'],
  ['Esc', 'close what is open'],
] as const;

/** Which keys do what. */
export function Keys({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="Keys" onClose={onClose}>
      <dl className="facts">
        {KEYS.map(([key, words]) => (
          <div key={key} className="pair">
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog">
        <button type="submit" className="button">
          Close
        </button>
      </form>
    </Dialog>
  );
}
