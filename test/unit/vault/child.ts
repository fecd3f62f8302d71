/** A separate process with a profile, for tests that kill it, remove its rights or fill its disk. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { writeSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { VaultError } from '../../../main/vault/types.ts';
// As the tests do, which read what it writes.
import '../one-round.ts';
import { profile, sessionWith } from './world.ts';

const SELF = fileURLToPath(import.meta.url);

/** Saves one token after the other, each as a rotation, and prints its steps until it is killed. */
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

/** `vault WHAT` does one thing with a vault that is opened again, and prints the result; any other line is the shell's. */
async function runScript(home: string, script: string): Promise<void> {
  for (const line of script.split('\n').map((each) => each.trim())) {
    const [program, ...what] = line.split(' ');
    if (program === 'vault') say(JSON.stringify((await once(home, what)) ?? null));
    else if (line !== '') execFileSync('sh', ['-ec', line], { stdio: ['ignore', 1, 2] });
  }
}

/** Runs a function of the vault by name. A token alone is saved; `weakly TOKEN` saves it without a keyring. */
async function once(home: string, [what = '', token = what]: readonly string[]): Promise<unknown> {
  const { start, keychain } = await profile(undefined, home);
  if (what === 'weakly') keychain.mode = 'weak';
  const vault = start({ keepWithoutKeyring: true });
  try {
    switch (what) {
      case 'load':
      case 'testStorage':
      case 'beginRotation':
      case 'protect':
      case 'setAside':
      case 'destroy':
        return await vault[what]();
      default:
        return await vault.save(sessionWith(token));
    }
  } catch (error) {
    if (error instanceof VaultError) return { kind: 'rejected', trouble: error.trouble };
    throw error;
  }
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

/** Runs a script of shell lines and `vault WHAT` lines over `home`, and returns what each printed. `prefix`: a command that runs it. */
export function inShell(home: string, script: string, prefix: readonly string[] = []): unknown[] {
  const [program = '', ...args] = [...prefix, process.execPath, SELF, home, script];
  const run = spawnSync(program, args, { env: { ...process.env, HOME_OF_TEST: home }, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`exit ${run.status}: ${run.stderr}`);
  return run.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

if (process.argv[1] === SELF) {
  const stub = new URL('../electron-stub.ts', import.meta.url).href;
  registerHooks({
    resolve: (name, context, next) =>
      name === 'electron' ? { url: stub, format: 'module-typescript', shortCircuit: true } : next(name, context),
  });
  const [home = '', what = ''] = process.argv.slice(2);
  await (what === 'rotate' ? rotateForEver(home) : runScript(home, what));
}
