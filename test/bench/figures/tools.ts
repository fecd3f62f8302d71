/** `token` beside a running service: by the launcher's curl and by the executable, against `gh auth token` and a bare Node. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { approveByForms } from '../../authorization-server/person.ts';
import { startAuthorizationServer } from '../../authorization-server/server.ts';
import { commandRecipe, startCommand } from '../../harness/command.ts';
import { installLauncher } from '../../harness/installed-launcher.ts';
import type { Home } from '../../harness/profile.ts';
import { runInTerminal } from '../../harness/terminal.ts';
import { type Figure, spread } from '../figure.ts';
import { withHome } from '../home.ts';

const TOOL = '--tool=bench';

export async function toolsFigures(pairs: number): Promise<readonly Figure[]> {
  const server = await startAuthorizationServer({ port: 0, intervalS: 0.2 });
  const flags = [`--server-url=${server.url}`, `--client-id=${server.clientId}`, `--scope=${server.scope}`];
  try {
    return await withHome(async (home) => {
      await allow(home, flags);
      const service = startCommand({ home, args: [...flags, 'serve'] });
      await service.stderr.waitFor(/Serving local tools/, 60_000);
      try {
        return await measure(home, flags, pairs);
      } finally {
        service.signal('SIGTERM');
        await service.exitCode;
      }
    });
  } finally {
    await server.close();
  }
}

/** Signs in and allows the tool for ever. */
async function allow(home: Home, flags: readonly string[]): Promise<void> {
  const signing = runInTerminal({ home, flags });
  const { url, userCode } = await signing.prompt();
  await approveByForms(url, { userCode, decision: 'approve' });
  await signing.exitCode;
  const allowing = startCommand({ home, args: [...flags, 'tools', 'allow', 'bench'], types: 'a' });
  if ((await allowing.exitCode) !== 0) throw new Error(allowing.stdout.text());
}

async function measure(home: Home, flags: readonly string[], pairs: number): Promise<readonly Figure[]> {
  const { launcher, environment } = installLauncher(home, flags);
  const profile = `--user-data-dir=${home.profile}`;
  const executable = commandRecipe({ home, args: [...flags, 'token', TOOL] });
  const gh = ghIn(home);
  const ways = {
    launcher: () => timed(launcher, ['token', profile, TOOL], environment),
    executable: () => timed(executable.command, executable.args, executable.environment, executable.folder),
    node: () => timed(process.execPath, ['-e', 'console.log("none")'], environment),
    ...(gh && { gh: () => timed('gh', ['auth', 'token'], gh) }),
  };
  const samples: Record<string, number[]> = {};
  // The first round fills the caches. In turns: a machine that slows down slows all of them.
  for (let round = -1; round < pairs; round += 1)
    for (const [name, way] of Object.entries(ways)) {
      const tookMs = await way();
      if (round >= 0) samples[name] = [...(samples[name] ?? []), tookMs];
    }
  const of = (name: string) => samples[name] ?? [];
  const median = (name: string) => `${Math.round(spread(of(name)).median)} ms`;
  if (!gh) console.log('gh is not installed: the launcher is not compared with it.');
  return [
    ...(gh
      ? [
          {
            name: 'token by the launcher, beside `gh auth token`',
            unit: 'ratio',
            samples: of('launcher').map((tookMs, at) => tookMs / (of('gh')[at] ?? Number.NaN)),
            atMost: 0.6,
            note: `${median('launcher')} and ${median('gh')}`,
          } as const,
        ]
      : []),
    {
      name: 'token by the executable, over a Node that prints a line',
      unit: 'ms',
      samples: of('executable').map((tookMs, at) => tookMs - (of('node')[at] ?? Number.NaN)),
      atMost: 60,
      note: `${median('executable')} and ${median('node')}`,
    },
  ];
}

/** GitHub's command with a token in its own file, so that it reaches nothing; null: it is not installed. */
function ghIn(home: Home): NodeJS.ProcessEnv | null {
  if (spawnSync('gh', ['--version']).status !== 0) return null;
  const folder = join(home.folder, 'gh');
  mkdirSync(folder);
  writeFileSync(join(folder, 'hosts.yml'), 'github.com:\n    oauth_token: none\n    user: ada\n');
  return { PATH: process.env['PATH'], HOME: home.folder, GH_CONFIG_DIR: folder, GH_NO_UPDATE_NOTIFIER: '1' };
}

/** Milliseconds until a program that prints one line has ended. */
async function timed(command: string, args: readonly string[], env: NodeJS.ProcessEnv, cwd?: string): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(command, args, { env, ...(cwd !== undefined && { cwd }), stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  let reported = '';
  child.stdout.on('data', (data) => (printed += data));
  child.stderr.on('data', (data) => (reported += data));
  await new Promise((resolve) => child.once('close', resolve));
  if (!/^\S+\n$/.test(printed)) throw new Error(`${command} printed no token: ${reported}`);
  return performance.now() - startedAt;
}
