import { plain } from './number';
import { Chip } from './words';

/** The tags of a thing. */
export function Tags({ tags }: { readonly tags: Readonly<Record<string, unknown>> }) {
  return (
    <span className="row">
      {Object.entries(tags).map(([key, value]) => (
        <Chip key={key}>
          {key}: {plain(value)}
        </Chip>
      ))}
    </span>
  );
}
