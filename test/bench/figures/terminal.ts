/** From the launch of `--terminal` to the printed code, against a Node that prints a line. */
import { spawn } from 'node:child_process';
import { startAuthorizationServer } from '../../authorization-server/server.ts';
import { recipe } from '../../harness/launch.ts';
import { testWorld } from '../../harness/test-world.ts';
import { type Figure, spread } from '../figure.ts';
import { withHome } from '../home.ts';

export async function terminalFigures(pairs: number): Promise<readonly Figure[]> {
  const server = await startAuthorizationServer({ port: 0 });
  const flags = [
    '--terminal',
    `--server-url=${server.url}`,
    `--client-id=${server.clientId}`,
    '--keep-without-keyring',
  ];
  const { runtime } = testWorld();
  const ours = () =>
    withHome((home) => {
      const plain = recipe(runtime, {
        flags: [...flags, `--user-data-dir=${home.profile}`],
        recorder: null,
        display: false,
      });
      const env = { ...plain.environment, ...home.environment };
      return timeToLine(plain.command, plain.args, /^Code /m, { cwd: plain.folder, env });
    });
  const blank = () => timeToLine(process.execPath, ['-e', 'console.log("Code none")'], /^Code /m, {});
  try {
    const measured: { readonly ours: number; readonly blank: number }[] = [];
    for (let pair = -1; pair < pairs; pair += 1) {
      const pairOf =
        pair % 2 === 0
          ? { ours: await ours(), blank: await blank() }
          : await blank().then(async (first) => ({ blank: first, ours: await ours() }));
      // The first of each fills the caches.
      if (pair >= 0) measured.push(pairOf);
    }
    const median = (of: 'ours' | 'blank') => Math.round(spread(measured.map((it) => it[of])).median);
    return [
      {
        name: '--terminal: launch to the printed code, over a Node that prints a line',
        unit: 'ms',
        samples: measured.map((it) => it.ours - it.blank),
        atMost: 150,
        note: `${median('ours')} ms and ${median('blank')} ms`,
      },
    ];
  } finally {
    await server.close();
  }
}

interface Place {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Milliseconds until a line like `pattern` is printed; then it is ended. */
async function timeToLine(command: string, args: readonly string[], pattern: RegExp, place: Place): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(command, args, { ...place, stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise((resolve) => child.once('close', resolve));
  let said = '';
  let tookMs: number | null = null;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (tookMs !== null || !pattern.test(said)) return;
    tookMs = performance.now() - startedAt;
    child.kill('SIGTERM');
  });
  await ended;
  if (tookMs === null) throw new Error(`${command} ended without a code: ${said}`);
  return tookMs;
}
