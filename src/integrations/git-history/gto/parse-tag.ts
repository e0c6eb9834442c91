/** What a Git tag of GTO says. */
export interface GtoTagName {
  /** The artifact; in a monorepo with its folder, as `folder:name`. */
  readonly artifact: string;
  readonly action: 'register' | 'deregister' | 'assign' | 'unassign' | 'deprecate';
  /** Of a registration: with its `v`. */
  readonly version: string | null;
  readonly stage: string | null;
  /** The number behind it, which makes names of the same thing differ. */
  readonly counter: number | null;
}

const NAME = '[a-zA-Z0-9](?:[a-zA-Z0-9-/_]*[a-zA-Z0-9])?';
const SEMVER =
  '(?:0|[1-9]\\d*)\\.(?:0|[1-9]\\d*)\\.(?:0|[1-9]\\d*)(?:-(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\\.(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?(?:\\+[0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*)?';
/** Source: gto/constants.py. */
const TAG = new RegExp(
  `^(?<artifact>(?:[a-zA-Z0-9-_./]+=)?${NAME})(?:(?:#(?<stage>${NAME})|@(?<version>v${SEMVER}))(?<cancel>!?)|@(?<deprecated>deprecated)|@(?<created>created))(?:#(?<counter>[0-9]+))?$`,
);
/** Longer is no tag of GTO, and would cost a pattern time. */
const MOST_CHARACTERS = 1_000;

/** Reads the name of a tag; null where it is not GTO's. */
export function parseGtoTag(name: string): GtoTagName | null {
  const groups = name.length > MOST_CHARACTERS ? undefined : TAG.exec(name)?.groups;
  if (groups === undefined) return null;
  const { artifact = '', stage = null, version = null, cancel, deprecated, counter } = groups;
  const action = actionOf(stage, version, cancel === '!', deprecated !== undefined);
  if (action === null) return null;
  return {
    artifact: artifact.replace('=', ':'),
    action,
    version,
    stage,
    counter: counter === undefined ? null : Number(counter),
  };
}

/** Null for `@created`, which GTO knows and never makes. */
function actionOf(
  stage: string | null,
  version: string | null,
  isCancelled: boolean,
  isDeprecated: boolean,
): GtoTagName['action'] | null {
  if (isDeprecated) return 'deprecate';
  if (version !== null) return isCancelled ? 'deregister' : 'register';
  if (stage !== null) return isCancelled ? 'unassign' : 'assign';
  return null;
}
