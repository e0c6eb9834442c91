import type { Finding } from './check-reach.js';
import type { RebuildPlan } from './plan-rebuild.js';

/** What a person reads first: the verdict, what is missing, what was checked, and the steps. */
export function reproductionReadme(
  { subject, command, folder, leftOut }: RebuildPlan,
  findings: readonly Finding[],
): string {
  const { code, environment, run } = subject;
  const list = (lines: readonly string[]) => (lines.length === 0 ? ['- nothing'] : lines.map((line) => `- ${line}`));
  return `${[
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
    `3. Environment: ${environment === null ? 'not known' : `${environment.ref}, ${environment.image ?? 'no image; packages in `packages.txt`'}`}.`,
    `4. Command: ${command === null ? 'not known' : `\`${command}\``}, with the parameters of ${run?.ref ?? 'an unknown run'} in \`parameters.json\` and the configuration in \`config.json\` (\`PEDIGRAPH_PARAMETERS\` and \`PEDIGRAPH_CONFIG\` tell where).`,
    '5. Result: digests in `DIGESTS`.',
  ].join('\n')}\n`;
}
