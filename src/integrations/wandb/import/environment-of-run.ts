import { attempt } from '#integrations/importing/attempt.js';
import { registerEnvironment } from '#integrations/importing/register-environment.js';
import { remembering } from '#integrations/importing/remembering.js';
import { type PackagePin, parsePipRequirement, sameNameKey } from '#integrations/reading/parse-requirement.js';
import { canonicalJson } from '#platform/digest/canonical-json.js';
import type { RunHost, WandbRun } from '../source/wandb-run.js';
import type { WandbImportContext } from './import-context.js';

/** The environment version that a run ran in; null where W&B wrote down nothing of one, or where it cannot be registered. */
export type EnvironmentOfRun = (run: WandbRun, experiment: string) => Promise<string | null>;

const MOST_PACKAGES = 10_000;

/** Those of one import: hundreds of runs share a handful of environments. */
export function environmentsOf(context: WandbImportContext): EnvironmentOfRun {
  const remembered = remembering<string | null>();
  return async (run, experiment) => {
    const input = {
      environment: experiment,
      runtime: runtimeOf(run.host),
      os: osOf(run.host),
      image: run.host.image?.slice(0, 500) ?? null,
      hardware: hardwareOf(run.host),
      packages: packagesOf(run, context),
    };
    const { runtime, image, packages } = input;
    if (runtime === null && image === null && packages.length === 0) return null;
    return remembered(canonicalJson(input), () =>
      attempt(context, { kind: 'environment', path: run.place }, () => registerEnvironment(input, context)),
    );
  };
}

/** W&B writes `3.11.7`, and since 0.19 `CPython 3.11.7`. */
function runtimeOf({ python }: RunHost) {
  const version = /\d+\.\d+(?:\.\w+)?/.exec(python ?? '')?.[0];
  return version === undefined ? null : { name: 'python', version };
}

/** System and architecture; not the version of the kernel, of which no model is another. */
function osOf({ os }: RunHost): string | null {
  const system = /^(linux|macos|darwin|windows)/i.exec(os ?? '')?.[1]?.toLowerCase();
  if (system === undefined) return null;
  const isArm = /aarch64|arm64/i.test(os ?? '');
  const architecture = isArm ? 'arm64' : /x86_64|amd64/i.test(os ?? '') ? 'amd64' : null;
  const name = system === 'macos' ? 'darwin' : system;
  return architecture === null ? name : `${name}/${architecture}`;
}

function hardwareOf({ gpu, gpuCount }: RunHost): string | null {
  return gpu === null ? null : `${Math.max(1, gpuCount)}x ${gpu}`.slice(0, 500);
}

/** The installed packages, each once; a line that names none is reported. */
function packagesOf({ requirements, place }: WandbRun, { tally }: WandbImportContext): PackagePin[] {
  const byName = new Map<string, PackagePin>();
  for (const line of requirements) {
    const pin = parsePipRequirement(line);
    if (pin === null) continue;
    const isFit = pin !== undefined && pin.name.length <= 214 && (pin.version?.length ?? 0) <= 200;
    if (!isFit) tally.remark(`${place}/files/requirements.txt`, `a line names no package: ${line.slice(0, 200)}`);
    else if (!byName.has(sameNameKey(pin))) byName.set(sameNameKey(pin), pin);
  }
  return [...byName.values()].slice(0, MOST_PACKAGES);
}
