// Runs the steps of a pipeline one after the other, as the system does whose variables they see.
import { spawn } from 'node:child_process';

/**
 * Runs steps until one fails.
 * @param options.secrets the values of `${{ vars.… }}` and the like, by name
 * @param options.onWaiting called once a step says that it waits for approvals
 * @returns {Promise<{ done: string[], failed: { name: string, status: number | null, stderr: string } | undefined }>}
 */
export async function runSteps(steps, { shell, env, cwd, secrets, onWaiting }) {
  const done = [];
  for (const { name, script, env: own } of steps) {
    const { status, stderr } = await run([...shell, script], { ...env, ...filled(own, secrets) }, cwd, onWaiting);
    if (status !== 0) return { done, failed: { name, status, stderr } };
    done.push(name);
  }
  return { done, failed: undefined };
}

/** The variables of a step, `${{ secrets.NAME }}` in place of which the value is. */
function filled(env, secrets) {
  const expression = /\$\{\{ (?:vars|secrets|inputs)\.(\w+) \}\}/g;
  return Object.fromEntries(
    Object.entries(env).map(([name, text]) => [name, text.replace(expression, (_, secret) => secrets[secret])]),
  );
}

function run([command, ...words], env, cwd, onWaiting) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    let isWaiting = false;
    child.stderr.on('data', (bytes) => {
      stderr += bytes;
      if (isWaiting || !stderr.includes('Waiting for approvals')) return;
      isWaiting = true;
      onWaiting().catch(reject);
    });
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, stderr }));
  });
}
