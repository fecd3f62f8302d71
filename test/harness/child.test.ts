import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { leftovers, MARK } from './processes.ts';
import { transcript } from './transcript.ts';

const CHILD = fileURLToPath(new URL('child.ts', import.meta.url));

/** A launcher that runs `app`, a Node program, as it would run Electron. `more`: additional code for the environment object. */
function launch(app: string, environment: NodeJS.ProcessEnv = {}, more = '', inTerminal = false) {
  const recipe = {
    command: process.execPath,
    args: ['-e', app],
    folder: '.',
  };
  const variables = `{ ...${JSON.stringify({ ...process.env, ...environment })}, ${more} }`;
  const code = `import(${JSON.stringify(CHILD)}).then(async ({ runApp }) => process.exit(await runApp({ ...${JSON.stringify(recipe)}, environment: ${variables} }, ${inTerminal})))`;
  const launcher = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  return { launcher, stdout: transcript(launcher.stdout), exit: once(launcher, 'exit').then(([exitCode]) => exitCode) };
}

/** Counts the signals that reach it, and ends a little after the first. */
const PATIENT = `
  let signals = 0;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => {
    if (++signals > 1) return;
    console.log('heard');
    setTimeout(() => { console.log('signals', name, signals); process.exit(130); }, 100);
  });
  setInterval(() => {}, 1000);
  console.log('ready', process.pid);
`;

describe('runApp', () => {
  it.each([0, 3, 69])('gives the exit code %i of the app on', async (exitCode) => {
    expect(await launch(`process.exit(${exitCode})`).exit).toBe(exitCode);
  });

  it('gives an end by a signal on as a shell does', async () => {
    expect(await launch(`process.kill(process.pid, 'SIGKILL')`).exit).toBe(137);
  });

  it('passes output through unchanged', async () => {
    const { stdout, exit } = launch(`process.stdout.write('one\\ntwo')`);
    await exit;
    expect(stdout.text()).toBe('one\ntwo');
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'passes %s to the app once, and waits for its end',
    async (signal) => {
      const { launcher, stdout, exit } = launch(PATIENT);
      await stdout.waitFor(/ready/);
      launcher.kill(signal);
      expect(await exit).toBe(130);
      expect(stdout.text()).toContain(`signals ${signal} 1`);
    },
  );

  it('leaves Ctrl-C to the terminal if the app keeps the terminal, and passes on a request to end', async () => {
    const { launcher, stdout, exit } = launch(PATIENT, {}, '', true);
    await stdout.waitFor(/ready/);
    launcher.kill('SIGINT');
    launcher.kill('SIGTERM');
    expect(await exit).toBe(130);
    expect(stdout.text()).toContain('signals SIGTERM 1');
  });

  it.each([
    ['SIGHUP', 'SIGHUP'],
    ['SIGINT', 'SIGTERM'],
    ['SIGTERM', 'SIGHUP'],
  ] as const)('lets an app that was stopped by %s finish, even if %s follows', async (first, second) => {
    const { launcher, stdout, exit } = launch(PATIENT);
    await stdout.waitFor(/ready/);
    launcher.kill(first);
    await stdout.waitFor(/heard/);
    launcher.kill(second);
    expect(await exit).toBe(130);
    expect(stdout.text()).toContain(`signals ${first} 1`);
  });

  it('ends an app at Ctrl-\\', async () => {
    const { launcher, stdout, exit } = launch(PATIENT);
    await stdout.waitFor(/ready/);
    launcher.kill('SIGQUIT');
    expect(await exit).toBe(131);
    expect(stdout.text()).not.toContain('heard');
  });

  it('passes on a signal that arrives while the app is starting', async () => {
    const signaled = `get SIGNAL() { process.kill(process.pid, 'SIGINT'); return 'sent'; }`;
    const { exit } = launch('setInterval(() => {}, 1000)', {}, signaled);
    expect(await exit).toBe(130);
  });

  it('ends an unresponsive app, and the programs it started, when Ctrl-C is pressed twice', async () => {
    const mark = `unit-${process.pid}-stubborn`;
    const { launcher, stdout, exit } = launch(
      `
      require('node:child_process').spawn('sleep', ['60'], { stdio: 'ignore' });
      process.on('SIGINT', () => console.log('heard'));
      console.log('ready');
    `,
      { [MARK]: mark },
    );
    await stdout.waitFor(/ready/);
    launcher.kill('SIGINT');
    await stdout.waitFor(/heard/);
    // A second press any sooner would count as the same press.
    setTimeout(() => launcher.kill('SIGINT'), 400);
    expect(await exit).toBe(130);
    expect(await leftovers(mark)).toEqual([]);
  });
});
