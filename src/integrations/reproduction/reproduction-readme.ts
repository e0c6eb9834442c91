import { printable } from '#platform/errors/printable.js';
import type { Finding } from './check-reach.js';
import type { RebuildPlan } from './plan-rebuild.js';

/** What a person reads first: the verdict, what is missing, what was checked, and the steps. */
export function reproductionReadme(plan: RebuildPlan, findings: readonly Finding[]): string {
  const { subject, command, folder, leftOut } = plan;
  const { code, run } = subject;
  const list = (lines: readonly string[]) =>
    lines.length === 0 ? ['- nothing'] : lines.map((line) => `- ${plain(line)}`);
  const lines = [
    `# Rebuild ${plain(subject.ref)}`,
    '',
    `Digest ${inCode(subject.digest)}, verdict **${subject.reproducibility.verdict}**.`,
    '',
    '## What is missing',
    '',
    ...list([...subject.reproducibility.missing, ...leftOut]),
    '',
    '## What was checked',
    '',
    ...list(findings.map(({ outcome, what }) => `${outcome}: ${what}`)),
    '',
    '## Steps',
    '',
    '`sh rebuild.sh` does all of this and checks the result; `sh rebuild.sh CLONE` takes the code from a clone of yours.',
    '',
    `1. Code: ${code === null ? 'not known' : `commit ${inCode(code.commit)} of ${plain(code.repository ?? 'an unknown repository')}, folder ${inCode(folder ?? '.')}`}.`,
    `2. Data: ${subject.datasets.map(({ role, datasetVersion }) => `${plain(datasetVersion.ref)} (${plain(role)})`).join(', ') || 'not known'}; digests in \`DATA_DIGESTS\`.`,
    `3. Environment: ${environmentStep(plan)}`,
    `4. Command: ${command === null ? 'not known' : `${inCode(command)}`}, with the parameters of ${plain(run?.ref ?? 'an unknown run')} in \`parameters.json\` and the configuration in \`config.json\` (\`PEDIGRAPH_PARAMETERS\` and \`PEDIGRAPH_CONFIG\` tell where). Read it: the script runs it with your rights.`,
    '5. Result: digests in `DIGESTS`.',
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

function environmentStep({ subject: { environment }, lock }: RebuildPlan): string {
  if (environment === null) return 'not known; the command runs with what is installed.';
  const { ref, image, runtime, os, seed, variables } = environment;
  const facts = [
    runtime && plain(`${runtime.name} ${runtime.version}`),
    os && plain(os),
    seed === null ? null : `seed ${seed}`,
  ];
  const packages =
    lock === null
      ? 'the packages in `packages.txt`, which the script does not install'
      : `the packages that ${inCode(lock.path)} locks (digest in \`LOCK_DIGEST\`)`;
  return [
    [plain(ref), ...facts.filter(Boolean)].join(', '),
    image === null
      ? `There is no image: the command runs with what is installed. It wants ${packages}.`
      : `The command runs in ${inCode(image)} where there is \`docker\`, with this folder at \`/pedigraph\`; else with what is installed, and it wants ${packages}.`,
    ...(lock === null ? [] : ['With `PEDIGRAPH_INSTALL=1`, pip (in `venv`) or npm installs from the lock file first.']),
    ...(variables.length === 0
      ? []
      : [`Set ${variables.map(inCode).join(', ')} yourself: values of variables are not kept.`]),
  ]
    .join('. ')
    .replaceAll('..', '.');
}

/** Words of the server in a sentence: no link, picture, element or code begins in them. */
function plain(text: string): string {
  return text.replaceAll(/[`[\]<]/g, '\\$&');
}

/** Code that holds whatever it holds: its fence is longer than any in it. Source: CommonMark, code spans. */
function inCode(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`;
}
