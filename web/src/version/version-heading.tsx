import { Chip, Status } from '../parts/words';
import type { ShownVersion } from './version-page';

interface VersionHeadingProps {
  /** The ref as it was typed. */
  readonly named: string;
  /** Undefined while it is not known. */
  readonly version: ShownVersion | undefined;
}

/** What a ref has come to: the version, its status, its aliases. */
export function VersionHeading({ named, version }: VersionHeadingProps) {
  if (version === undefined) return <span className="ref">{named}</span>;
  return (
    <span className="row">
      <span className="ref">{version.ref}</span>
      <Status of={version.status} />
      {version.aliases.map(({ name }) => (
        <Chip key={name} tone="good">
          @{name}
        </Chip>
      ))}
      <Chip>{version.bump.level.toLowerCase()}</Chip>
    </span>
  );
}
