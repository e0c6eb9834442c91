/** What stands where an answer will be: nothing at first, then its outline, then that it takes long. */
export function Waiting({ onCancel }: { readonly onCancel?: (() => void) | undefined }) {
  return (
    <div className="waiting" role="status">
      <span className="unseen">Loading …</span>
      <div className="bone" />
      <div className="bone" />
      <p className="still muted">
        Still working.{' '}
        {onCancel !== undefined && (
          <button type="button" className="button" onClick={onCancel}>
            Cancel
          </button>
        )}
      </p>
    </div>
  );
}
