/** A process of its own over one profile, for tests that kill it, take its rights away or fill its disk. */
import { spawn, spawnSync } from 'node:child_process';
import { writeSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { profile, sessionWith } from './vault-world.ts';

const SELF = fileURLToPath(import.meta.url);

/** Saves one token after the other, each as a rotation, and says what it did until it is killed. */
async function rotateForEver(home: string): Promise<never> {
  const app = await profile(undefined, home);
  const vault = app.start();
  const loaded = await vault.load();
  let n = loaded.kind === 'value' ? Number(loaded.session.refreshToken) : 0;
  for (;;) {
    await vault.beginRotation();
    say(`begun ${n}`);
    n += 1;
    await vault.save(sessionWith(`${n}`));
    say(`saved ${n}`);
  }
}

/** Does one thing and says what came of it. */
async function once(home: string, what: string): Promise<void> {
  const vault = (await profile(undefined, home)).start();
  const told = await (what === 'load'
    ? vault.load()
    : what === 'prove'
      ? vault.prove()
      : what === 'begin-rotation'
        ? vault.beginRotation()
        : what === 'set-aside'
          ? vault.setAside()
          : what === 'destroy'
            ? vault.destroy()
            : vault.save(sessionWith(what))
  ).catch((error: unknown) => ({
    kind: 'rejected',
    ...(error instanceof Error && 'trouble' in error && { trouble: error.trouble }),
  }));
  say(JSON.stringify(told ?? null));
}

function say(line: string) {
  writeSync(1, `${line}\n`);
}

/** Starts `rotateForEver`; resolves with its lines after it was killed, `afterMs` from its first one. */
export function killedAfter(home: string, afterMs: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [SELF, home, 'rotate'], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      if (output === '') setTimeout(() => child.kill('SIGKILL'), afterMs);
      output += chunk;
    });
    child.on('error', reject);
    child.on('close', () => resolve(output.split('\n').slice(0, -1)));
  });
}

/** Runs a shell script in which `vault WHAT` does one thing over `home`; returns what each said. `prefix`: a command that runs it. */
export function inShell(home: string, script: string, prefix: readonly string[] = []): unknown[] {
  const command = [
    ...prefix,
    'sh',
    '-ec',
    `vault() { "${process.execPath}" "${SELF}" "$HOME_OF_TEST" "$1"; }\n${script}`,
  ];
  const [program = 'sh', ...args] = command;
  const run = spawnSync(program, args, { env: { ...process.env, HOME_OF_TEST: home }, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`exit ${run.status}: ${run.stderr}`);
  return run.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

if (process.argv[1] === SELF) {
  const stub = new URL('electron-stub.ts', import.meta.url).href;
  registerHooks({
    resolve: (name, context, next) =>
      name === 'electron' ? { url: stub, format: 'module-typescript', shortCircuit: true } : next(name, context),
  });
  const [home = '', what = ''] = process.argv.slice(2);
  await (what === 'rotate' ? rotateForEver(home) : once(home, what));
}
