/** The launcher's arguments for the program on Linux, with a binary that records them. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

const PROGRAM = 'transparenc-companion';

let folder = '';
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/**
 * Starts the launcher. `unshare`: whether the system makes a user namespace; `binary`: whether the binary itself gets its
 * sandbox. If the kernel reports nothing about AppArmor, as here, the binary is tried only if `unshare` has failed.
 */
function launched(options: {
  appImage?: boolean;
  unshare?: boolean;
  binary?: boolean;
  root?: boolean;
  args?: readonly string[];
  environment?: NodeJS.ProcessEnv;
}) {
  const { appImage = false, unshare = true, binary = unshare, root = false, args = [], environment = {} } = options;
  folder = mkdtempSync(join(tmpdir(), 'launcher-'));
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const script = (file: string, body: string) => {
    writeFileSync(file, `#!/bin/sh\n${body}\n`);
    chmodSync(file, 0o755);
  };
  script(join(bin, 'unshare'), `exit ${unshare ? 0 : 1}`);
  script(join(bin, 'id'), `echo ${root ? 0 : 1000}`);
  // The trial run doesn't count as the start.
  const tried =
    'case "$*" in "--ozone-platform=headless --disable-gpu --version") [ -e "$log" ] || { echo tried >"$log";';
  script(
    join(folder, `${PROGRAM}.bin`),
    `log=${join(folder, 'tried')}\n${tried} ${binary ? 'exit 0' : 'kill -TRAP $$'}; } ;; esac
printf '%s\\n' "$@" >${join(folder, 'started')}
echo "\${ELECTRON_DISABLE_SANDBOX-unset}" >${join(folder, 'variable')}
echo "\${COMPANION_KEPT_NODE_OPTIONS-unset} \${COMPANION_KEPT_NODE_EXTRA_CA_CERTS-unset}" >${join(folder, 'kept')}`,
  );
  if (appImage) writeFileSync(join(folder, 'AppRun'), '');
  copyFileSync('build/linux/launcher.sh', join(folder, PROGRAM));
  chmodSync(join(folder, PROGRAM), 0o755);
  execFileSync(join(folder, PROGRAM), args, {
    env: { ...process.env, PATH: `${bin}:${process.env['PATH']}`, ...environment },
    stdio: 'ignore',
  });
  const read = (name: string) => readFileSync(join(folder, name), 'utf8').trim();
  return {
    args: read('started').split('\n').filter(Boolean),
    tried: existsSync(join(folder, 'tried')),
    variable: read('variable'),
    kept: read('kept'),
  };
}

describe.skipIf(process.platform !== 'linux')('the launcher of an installed package', () => {
  it('passes its arguments on unchanged', () => {
    expect(launched({ args: ['--server-url=https://a.example/with space', ''] }).args).toEqual([
      '--server-url=https://a.example/with space',
    ]);
  });

  it('adds no --no-sandbox, even if the system allows no sandbox', () => {
    expect(launched({ unshare: false })).toMatchObject({ args: [], tried: false });
  });

  it.each(['--terminal', '--doctor', '--check-config=a b.json', '--help'])(
    'gives a run without a window a display in memory: %s',
    (flag) => {
      expect(launched({ args: [flag] }).args).toEqual(['--ozone-platform=headless', '--disable-gpu', flag]);
    },
  );
});

describe.skipIf(process.platform !== 'linux')('what Electron removes of the environment', () => {
  const args = ['exec', '--', 'npm', 'publish'];

  it('is kept for the command of `exec`', () => {
    const environment = {
      NODE_OPTIONS: '--use-system-ca --max-old-space-size=4096',
      NODE_EXTRA_CA_CERTS: '/etc/a b.pem',
    };
    expect(launched({ args, environment }).kept).toBe('--use-system-ca --max-old-space-size=4096 /etc/a b.pem');
  });

  it('is not made up', () => {
    const environment = { NODE_OPTIONS: undefined, NODE_EXTRA_CA_CERTS: undefined };
    expect(launched({ args, environment }).kept).toBe('unset unset');
  });
});

describe.skipIf(process.platform !== 'linux')('the launcher of an AppImage', () => {
  const appImage = true;

  it('starts with the sandbox if the system allows it, whatever AppRun guesses or a user asks for', () => {
    const environment = { ELECTRON_DISABLE_SANDBOX: '1' };
    const started = launched({ appImage, args: ['--no-sandbox', '--sign-in', '--no-sandbox'], environment });
    expect(started).toMatchObject({ args: ['--sign-in'], tried: false, variable: 'unset' });
  });

  it('starts without the sandbox only after the program itself has failed to start with it', () => {
    expect(launched({ appImage, unshare: false, args: ['--sign-in'] })).toMatchObject({
      args: ['--no-sandbox', '--sign-in'],
      tried: true,
    });
  });

  it('keeps the sandbox if only other programs are denied one', () => {
    expect(launched({ appImage, unshare: false, binary: true })).toMatchObject({ args: [], tried: true });
  });

  it('does not help root to start without one', () => {
    expect(launched({ appImage, unshare: false, root: true, args: ['--no-sandbox'] })).toMatchObject({ args: [] });
  });
});
