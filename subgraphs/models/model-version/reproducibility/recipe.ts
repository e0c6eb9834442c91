import type { ModelVersion } from '../model-version.entity.js';

/** How a person rebuilds a version: shell commands, with comments where a step cannot be a command. */
export function recipeFor(version: ModelVersion): string {
  return [
    `# Rebuild ${version.ref} (${version.digest})`,
    ...codeSteps(version),
    ...dataSteps(version),
    ...environmentSteps(version),
    ...runSteps(version),
    ...checks(version),
  ].join('\n');
}

function codeSteps({ code }: ModelVersion): string[] {
  if (code === null) return ['# 1. Code: not known'];
  const clone =
    code.repository === null
      ? '# git clone <the repository, which is not known> source'
      : `git clone ${quoted(code.repository)} source`;
  const dirty = code.dirty ? ['#    The tree was dirty: what was not committed is lost.'] : [];
  return ['# 1. Code', clone, `git -C source checkout --detach ${code.commit}`, ...dirty];
}

function dataSteps({ datasetPins }: ModelVersion): string[] {
  if (datasetPins.length === 0) return ['# 2. Data: not known'];
  return [
    '# 2. Data: fetch the files of each version and check their digests',
    ...datasetPins.map((pin) => `#    ${pin.role} ${pin.ref} ${pin.digest}`),
  ];
}

function environmentSteps({ environmentPin }: ModelVersion): string[] {
  if (environmentPin === null) return ['# 3. Environment: not known'];
  const pinned = `# 3. Environment ${environmentPin.ref} ${environmentPin.digest}`;
  if (environmentPin.image === null) return [pinned, '#    No image: install its packages at the versions it lists.'];
  return [pinned, `docker pull ${quoted(environmentPin.image)}`];
}

function runSteps({ runPin, code, config }: ModelVersion): string[] {
  const run =
    runPin === null
      ? '# 4. Run: not known'
      : `# 4. Run ${runPin.ref}: repeat ${code?.path ?? 'its entry point'} with the parameters of that run`;
  return config === null ? [run] : [run, `#    Configuration: ${JSON.stringify(config).slice(0, 2_000)}`];
}

function checks({ artifacts }: ModelVersion): string[] {
  if (artifacts.length === 0) return [];
  return [
    '# 5. The result must have these digests',
    "sha256sum --check <<'DIGESTS'",
    ...artifacts
      .filter((file) => file.digest !== null)
      .map((file) => `${file.digest?.slice('sha256:'.length)}  ${file.path}`),
    'DIGESTS',
  ];
}

/** A word for a POSIX shell: what comes from a client can never become a command. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
