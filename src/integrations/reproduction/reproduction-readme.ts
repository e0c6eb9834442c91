import { printable } from '../reading/printable.js';
import type { Finding } from './check-reach.js';
import type { RebuildPlan } from './plan-rebuild.js';

/** What a person reads first: the verdict, what is missing, what was checked, and the steps. */
export function reproductionReadme(plan: RebuildPlan, findings: readonly Finding[]): string {
  const { subject, command, folder, leftOut } = plan;
  const { code, run } = subject;
  const list = (lines: readonly string[]) => (lines.length === 0 ? ['- nothing'] : lines.map((line) => `- ${line}`));
  const lines = [
    `# Rebuild ${subject.ref}`,
    '',
    `Digest \`${subject.digest}\`, verdict **${subject.reproducibility.verdict}**.`,
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
    `1. Code: ${code === null ? 'not known' : `commit \`${code.commit}\` of ${code.repository ?? 'an unknown repository'}, folder \`${folder ?? '.'}\``}.`,
    `2. Data: ${subject.datasets.map(({ role, datasetVersion }) => `${datasetVersion.ref} (${role})`).join(', ') || 'not known'}; digests in \`DATA_DIGESTS\`.`,
    `3. Environment: ${environmentStep(plan)}`,
    `4. Command: ${command === null ? 'not known' : `\`${command}\``}, with the parameters of ${run?.ref ?? 'an unknown run'} in \`parameters.json\` and the configuration in \`config.json\` (\`PEDIGRAPH_PARAMETERS\` and \`PEDIGRAPH_CONFIG\` tell where). Read it: the script runs it with your rights.`,
    '5. Result: digests in `DIGESTS`.',
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

function environmentStep({ subject: { environment }, lock }: RebuildPlan): string {
  if (environment === null) return 'not known; the command runs with what is installed.';
  const { ref, image, runtime, os, seed, variables } = environment;
  const facts = [runtime && `${runtime.name} ${runtime.version}`, os, seed === null ? null : `seed ${seed}`];
  const packages =
    lock === null
      ? 'the packages in `packages.txt`, which the script does not install'
      : `the packages that \`${lock.path}\` locks (digest in \`LOCK_DIGEST\`)`;
  return [
    [ref, ...facts.filter(Boolean)].join(', '),
    image === null
      ? `There is no image: the command runs with what is installed. It wants ${packages}.`
      : `The command runs in \`${image}\` where there is \`docker\`, with this folder at \`/pedigraph\`; else with what is installed, and it wants ${packages}.`,
    ...(lock === null ? [] : ['With `PEDIGRAPH_INSTALL=1`, pip (in `venv`) or npm installs from the lock file first.']),
    ...(variables.length === 0 ? [] : [`Set ${variables.join(', ')} yourself: values of variables are not kept.`]),
  ]
    .join('. ')
    .replaceAll('..', '.');
}
