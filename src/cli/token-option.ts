import { Option } from 'commander';

/** `--token` of a command that speaks to a gateway; where left out, the variable counts. */
export function tokenOption(env: NodeJS.ProcessEnv): Option {
  const option = new Option(
    '--token <token>',
    'sent as a bearer token; PEDIGRAPH_TOKEN instead keeps it out of the list of processes',
  );
  const token = env['PEDIGRAPH_TOKEN'];
  return token ? option.default(token, 'of PEDIGRAPH_TOKEN') : option;
}
