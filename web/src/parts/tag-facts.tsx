import { plain } from './number';
import { Chip } from './words';

/** The tags of a thing in its list of facts; nothing where it has none. */
export function TagFacts({ tags }: { readonly tags: Readonly<Record<string, unknown>> }) {
  const entries = Object.entries(tags);
  if (entries.length === 0) return null;
  return (
    <>
      <dt>Tags</dt>
      <dd className="row">
        {entries.map(([key, value]) => (
          <Chip key={key}>
            {key}: {plain(value)}
          </Chip>
        ))}
      </dd>
    </>
  );
}
