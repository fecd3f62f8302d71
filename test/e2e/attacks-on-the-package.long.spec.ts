/**
 * An attacker who starts the installed app with switches and variables of its runtime gains no control over it.
 * If the executable is fabricated, a script obeys its fuses. What they do in Electron is tested by the job
 * `packages` of .github/workflows/ci.yml.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractFile } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { type Attacked, attackTable } from '../harness/attack-table.ts';
import { test as base, expect } from '../harness/fixtures.ts';
import { recipe } from '../harness/launch.ts';
import { testWorld } from '../harness/test-world.ts';
import { fabricateElectronDist } from '../package/fabricated-dist.ts';
import { type Packed, pack } from '../package/pack.ts';

const { runtime } = testWorld();

/** A package with the fuses that users get. */
const test = base.extend<{ folder: string; packed: Packed }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from the pattern
  async folder({}, use) {
    const folder = await mkdtemp(join(tmpdir(), 'companion-attacked-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
  packed: [
    async ({ folder }, use) => {
      const electronDist = runtime.kind === 'electron' ? runtime.folder : join(folder, 'electron');
      if (runtime.kind === 'stand-in') await fabricateElectronDist(electronDist);
      await use(await pack({ electronDist, output: join(folder, 'dist') }));
    },
    // Copying a real distribution takes a while.
    { timeout: 600_000 },
  ],
});

interface Ending {
  readonly code: number | null;
  readonly printed: string;
}

test('no switch or variable opens up the installed app or redirects what it sends', async ({
  packed,
  folder,
  home,
  server,
}) => {
  const loot = join(folder, 'loot');
  await mkdir(loot);
  const rows: Attacked[] = [];

  /** Runs it in a terminal until it ends by itself or shows a code. */
  async function run(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Ending> {
    const start = recipe(runtime, { flags: args, recorder: null, display: false, packed: packed.executable });
    const child = spawn(start.command, start.args, {
      cwd: start.folder,
      env: { ...start.environment, ...home.environment, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data) => {
        printed += data;
        if (/^Code +\S+$/m.test(printed)) child.kill('SIGINT');
      });
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, printed };
  }
  const signIn = [
    '--terminal',
    '--sign-in',
    '--keep-without-keyring',
    `--user-data-dir=${home.profile}`,
    `--server-url=${server.url}`,
  ];

  // It must start as desktops and the launcher start it. If it refused everything, the other cases would prove nothing.
  const usual = await run([...signIn, '--ozone-platform=headless', '--disable-gpu', '--lang=de']);
  expect(usual.printed).toMatch(/^Code +\S+$/m);
  const askedBefore = server.log.length;
  expect(askedBefore).toBeGreaterThan(0);

  const keys = join(loot, 'keys');
  const switches: readonly (readonly [attack: string, tried: string])[] = [
    ['drive its pages', '--remote-debugging-port=0'],
    ['drive its pages', '--remote-debugging-pipe'],
    ['bring an extension', `--load-extension=${loot}`],
    ['write down what it sends', `--log-net-log=${join(loot, 'net')}`],
    ['write down its keys', `--ssl-key-log-file=${keys}`],
    ['answer for the server', '--ignore-certificate-errors'],
    ['answer for the server', '--host-resolver-rules=MAP * 127.0.0.1'],
    ['step in between', '--proxy-server=127.0.0.1:1'],
    ['step in between', '--proxy-pac-url=http://127.0.0.1:1/'],
    ['let pages do anything', '--disable-web-security'],
    ['let pages do anything', '--no-sandbox'],
    ['a key that anybody knows', '--use-mock-keychain'],
    ['write down what it does', '--enable-logging=file'],
    ['run code', '--js-flags=--expose-gc'],
    ['run code', '--require=/tmp/evil.cjs'],
  ];
  for (const [attack, tried] of switches) {
    const { code, printed } = await run([...signIn, tried]);
    const [name = ''] = tried.split('=');
    expect
      .soft({ tried, code, named: printed.includes(`does not start with ${name}.`) })
      .toEqual({ tried, code: 64, named: true });
    rows.push({ attack, tried: tried.replace(loot, '…'), happened: `refused: exit code ${code}` });
  }
  const variable = await run(signIn, { SSLKEYLOGFILE: keys });
  expect.soft(variable.code).toBe(64);
  rows.push({ attack: 'write down its keys', tried: 'SSLKEYLOGFILE', happened: `refused: exit code ${variable.code}` });

  const wire = await getCurrentFuseWire(packed.binary);
  expect(wire[FuseV1Options.EnableNodeCliInspectArguments]).toBe(Buffer.from('0')[0]);
  // A fuse takes effect before the program's first line.
  const { version } = JSON.parse(extractFile(packed.asar, 'package.json').toString());
  const by = runtime.kind === 'electron' ? 'a fuse' : 'a fuse, obeyed by a script here';
  for (const tried of ['--inspect=0', '--inspect-brk=0']) {
    const { printed } = await run([tried, '--version']);
    expect.soft(printed).not.toMatch(/listening on/);
    rows.push({ attack: 'attach a debugger', tried, happened: `nothing listens: ${by}` });
  }
  const evil = join(loot, 'evil.cjs');
  const ran = join(loot, 'ran');
  await writeFile(evil, `require('node:fs').writeFileSync(${JSON.stringify(ran)}, '')`);
  for (const [tried, value] of [
    ['NODE_OPTIONS', `--require=${evil}`],
    ['ELECTRON_RUN_AS_NODE', '1'],
  ] as const) {
    const { printed } = await run(['--version'], { [tried]: value });
    expect.soft({ tried, version: printed.trim().split('\n').at(-1) }).toEqual({ tried, version });
    expect.soft(existsSync(ran)).toBe(false);
    rows.push({ attack: 'run code', tried, happened: `without effect: ${by}` });
  }
  expect(await readdir(loot)).toEqual(['evil.cjs']);
  expect(server.log, 'requests of refused starts').toHaveLength(askedBefore);
  console.log(attackTable('Attacks on the installed program', rows));
});
