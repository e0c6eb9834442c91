import { printable } from '#platform/errors/printable.js';
import { FETCH, fetchStep, INSIDE } from './fetch-step.js';
import type { PlannedFile, RebuildPlan } from './plan-rebuild.js';
import { prepareSteps } from './prepare-steps.js';
import { quoted } from './safe-path.js';

/** The script that rebuilds a version: for a POSIX shell, stopping at the first thing that fails. */
export function rebuildScript(plan: RebuildPlan): string {
  return [
    '#!/bin/sh',
    `# Rebuilds ${printable(plan.subject.ref)}. Give another repository or a clone as the first argument.`,
    'set -eu',
    'here=$(cd -P -- "$(dirname -- "$0")" && pwd -P)',
    'say() { printf "%s\\n" "$*" >&2; }',
    'check() { if command -v sha256sum >/dev/null; then sha256sum -c "$1" >&2; else shasum -a 256 -c "$1" >&2; fi; }',
    ...INSIDE,
    ...FETCH,
    '',
    ...codeSteps(plan),
    ...dataSteps(plan),
    ...runSteps(plan),
    ...checkSteps(plan),
    '',
  ].join('\n');
}

function codeSteps({ subject: { code }, folder }: RebuildPlan): string[] {
  if (code === null) return ['say "The code is not known: this cannot be rebuilt."', 'exit 1', ''];
  return [
    '# 1. Code',
    `repository=\${1:-${quotedInBraces(code.repository ?? '')}}`,
    'if [ -z "$repository" ]; then say "The repository is not known: give a clone as the first argument."; exit 1; fi',
    'if [ -L "$here/source" ]; then say "$here/source is a link: remove it, and start again."; exit 1; fi',
    '[ -d "$here/source" ] || git clone --quiet --no-checkout -- "$repository" "$here/source"',
    '# The head of a pull request may be on no branch, and no clone has it.',
    `if ! git -C "$here/source" cat-file -e ${quoted(`${code.commit}^{commit}`)} 2>/dev/null; then`,
    `  git -C "$here/source" fetch --quiet origin ${quoted(code.commit)} || { say "The commit is not in $repository."; exit 1; }`,
    'fi',
    `git -C "$here/source" -c advice.detachedHead=false checkout --quiet --force ${quoted(code.commit)} --`,
    `within "$here/source"/${quoted(folder ?? '.')}`,
    `cd -P "$here/source"/${quoted(folder ?? '.')}`,
    ...(code.dirty ? ['say "Warning: the tree was dirty; what was not committed is not here."'] : []),
    '',
  ];
}

function dataSteps({ data }: RebuildPlan): string[] {
  if (data.length === 0) return ['# 2. Data: none with a digest is known', ''];
  return [
    '# 2. Data: what the repository does not hold is fetched; all of it is checked',
    ...data.map(fetchStep),
    'check "$here/DATA_DIGESTS"',
    '',
  ];
}

function runSteps(plan: RebuildPlan): string[] {
  const {
    subject: { environment },
    command,
    artifacts,
    folder,
    lock,
  } = plan;
  if (command === null) {
    return [
      '# 3. Run: no command is recorded (the tag "command" of the version or its run)',
      'say "Run what makes the artifacts in $(pwd), then check them: see $here/README.md."',
      'exit 1',
      '',
    ];
  }
  const image = environment?.image ?? null;
  const here = `sh -c ${quoted(command)}`;
  const inImage = [
    'docker run --rm -v "$here":/pedigraph',
    `-w ${quoted(`/pedigraph/source/${folder ?? ''}`)}`,
    '-e PEDIGRAPH_PARAMETERS=/pedigraph/parameters.json -e PEDIGRAPH_CONFIG=/pedigraph/config.json',
    ...(environment?.variables ?? []).filter((name) => VARIABLE.test(name)).map((name) => `-e ${name}`),
    `--entrypoint sh -- ${quoted(image ?? '')} -c ${quoted(command)}`,
  ].join(' ');
  return [
    '# 3. Run',
    ...prepareSteps(plan),
    'export PEDIGRAPH_PARAMETERS="$here/parameters.json" PEDIGRAPH_CONFIG="$here/config.json"',
    ...artifacts
      .filter(({ path }) => path !== lock?.path)
      .map(({ path }) => `within "$(dirname ${quoted(path)})"; rm -f -- ${quoted(path)}`),
    ...(image === null
      ? ['prepare', here]
      : [
          `if command -v docker >/dev/null; then ${inImage}`,
          `else say "There is no docker here, so it runs outside its image."; prepare; ${here}`,
          'fi',
        ]),
    '',
  ];
}

function checkSteps({ artifacts, subject }: RebuildPlan): string[] {
  if (artifacts.length === 0) return ['say "There is no artifact with a digest to check."', 'exit 1'];
  return [
    '# 4. The result',
    'check "$here/DIGESTS"',
    `say ${quoted(`${printable(subject.ref)} was rebuilt: every artifact has its digest.`)}`,
  ];
}

const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Digests as `sha256sum -c` reads them. */
export function digestList(files: readonly Pick<PlannedFile, 'path' | 'digest'>[]): string {
  return files.map(({ path, digest }) => `${digest.slice('sha256:'.length)}  ${path}\n`).join('');
}

/** Inside `${1:-…}` a quoted word would end at a brace of its own, so none is let in. */
function quotedInBraces(word: string): string {
  return quoted(word.replaceAll(/[{}]/g, ''));
}
