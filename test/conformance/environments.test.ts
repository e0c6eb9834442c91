import { environments } from '#subgraphs/environments/index.js';
import type { TestSubgraph } from '../support/test-subgraph.js';
import { describeSubgraph, type Registered } from './describe-subgraph.js';

const REGISTER = `mutation ($input: RegisterEnvironmentVersionInput!) {
  registerEnvironmentVersion(input: $input) { created environmentVersion { id ref version environment { id name } } }
}`;

describeSubgraph({
  definition: environments,
  async seed(subgraph) {
    const first = await register(subgraph, { environment: 'acme/train', os: 'linux/amd64', seed: 7 });
    const second = await register(subgraph, { environment: 'acme/train', os: 'linux/arm64' });
    const third = await register(subgraph, {
      environment: 'acme/serve',
      runtime: { name: 'python', version: '3.11.7' },
      packages: [{ manager: 'pip', name: 'numpy', version: '1.26.4' }],
    });
    return {
      Environment: {
        id: [first.environment.id, third.environment.id],
        name: [first.environment.name, third.environment.name],
      },
      EnvironmentVersion: {
        id: [first.id, second.id, third.id],
        ref: [first.ref, second.ref, third.ref],
      },
    };
  },
  register: (subgraph, environment, content) => register(subgraph, { environment, hardware: `${content}x GPU` }),
});

interface Version extends Registered {
  readonly ref: string;
  readonly environment: { readonly id: string; readonly name: string };
}

async function register(subgraph: TestSubgraph, input: object): Promise<Version> {
  type Data = { registerEnvironmentVersion: { created: boolean; environmentVersion: Omit<Version, 'created'> } };
  const { data, errors } = await subgraph.ask<Data>(REGISTER, { input });
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  const { created, environmentVersion } = data.registerEnvironmentVersion;
  return { created, ...environmentVersion };
}
