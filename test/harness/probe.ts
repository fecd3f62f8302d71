/** Whether a runtime starts on this computer: one short run of a tiny app, with the flags and the display of the real run. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Recipe } from './launch.ts';

/** The result of a probe. Every result but `starts` and `failed` has a known remedy. */
export type ProbeOutcome =
  | { readonly kind: 'starts' }
  /** `libraries`: file names, as the dynamic loader looks for them. */
  | { readonly kind: 'missing-libraries'; readonly libraries: readonly string[] }
  /** The system does not let the program create the namespaces of its sandbox. */
  | { readonly kind: 'sandbox-forbidden' }
  /** It was started as root with its sandbox, which it refuses. */
  | { readonly kind: 'root' }
  | { readonly kind: 'timeout' }
  /** Any other failure. `how`: how it ended, with its last output. */
  | { readonly kind: 'failed'; readonly how: string };

/** How the probe's process ended. */
export interface ProbeRun {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly timedOut: boolean;
  /** Standard output and standard error. */
  readonly output: string;
}

export const PROBE_APP = join(import.meta.dirname, 'probe-app');

/** The exit code of the probe app after everything worked; Electron and Node have no such code of their own. */
const STARTED = 86;
/** A runtime that has not started by then counts as one that can't start. */
const PROBE_TIMEOUT_MS = 20_000;
/** How much of the output to keep, which is enough to find the reason. */
const OUTPUT_LIMIT = 64 * 1024;

/**
 * Interprets the end of a probe. The messages are Chromium's and Electron's own: zygote_host_impl_linux.cc,
 * setuid_sandbox_host.cc, electron_main_delegate.cc; and the dynamic loader's (dl-deps.c of glibc).
 */
export function readProbe({ exitCode, signal, timedOut, output }: ProbeRun): ProbeOutcome {
  if (exitCode === STARTED) return { kind: 'starts' };
  if (output.includes('Running as root without --no-sandbox')) return { kind: 'root' };
  if (SANDBOX_FORBIDDEN.test(output)) return { kind: 'sandbox-forbidden' };
  const library = MISSING_LIBRARY.exec(output)?.[1];
  if (library !== undefined) return { kind: 'missing-libraries', libraries: [library] };
  if (timedOut) return { kind: 'timeout' };
  const end = signal ?? `exit code ${exitCode}`;
  const lastLine = output.trim().split('\n').at(-1)?.trim().slice(0, 200);
  return { kind: 'failed', how: lastLine ? `${end}: ${lastLine}` : end };
}

const SANDBOX_FORBIDDEN = /SUID sandbox helper binary was found, but is not configured|No usable sandbox!/;
const MISSING_LIBRARY = /error while loading shared libraries: ([^:\s]+): cannot open shared object file/;

/** Runs the probe; `recipe` must start PROBE_APP. Takes no longer than `timeoutMs`, and leaves nothing behind. */
export async function probe(recipe: Recipe, timeoutMs = PROBE_TIMEOUT_MS): Promise<ProbeOutcome> {
  const profile = mkdtempSync(join(tmpdir(), 'companion-probe-'));
  try {
    const outcome = readProbe(await run(recipe, profile, timeoutMs));
    if (outcome.kind !== 'missing-libraries') return outcome;
    // The loader stops at the first missing library. This lists all of them.
    return { ...outcome, libraries: [...new Set([...outcome.libraries, ...missingLibraries(recipe.command)])].sort() };
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

function run({ command, args, environment, folder }: Recipe, profile: string, timeoutMs: number): Promise<ProbeRun> {
  const ownGroup = process.platform !== 'win32';
  const child = spawn(command, [...args, `--user-data-dir=${profile}`], {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: ownGroup,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => {
      if (output.length < OUTPUT_LIMIT) output += data;
    });
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    endAll(child, ownGroup);
  }, timeoutMs);
  return new Promise<ProbeRun>((resolve) => {
    child.once('error', (error) => resolve({ exitCode: null, signal: null, timedOut, output: error.message }));
    // Its helpers may keep the pipes open a little longer, but print nothing more.
    child.once('exit', (exitCode, signal) => {
      setImmediate(() => resolve({ exitCode, signal, timedOut, output }));
    });
  }).finally(() => {
    clearTimeout(timer);
    endAll(child, ownGroup);
  });
}

/** Ends the probe and its helpers. */
function endAll(child: ChildProcess, ownGroup: boolean): void {
  if (child.pid === undefined) return;
  try {
    if (ownGroup) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // None of its processes is left.
  }
}

/** The libraries that the dynamic loader doesn't find, determined like ldd(1) does, without running the program. */
function missingLibraries(executable: string): readonly string[] {
  const environment = { ...process.env, LD_TRACE_LOADED_OBJECTS: '1' };
  const { stdout } = spawnSync(executable, { env: environment, encoding: 'utf8', timeout: 5000 });
  return [...(stdout ?? '').matchAll(/^\s*(\S+) => not found/gm)].map(([, name = '']) => name);
}
