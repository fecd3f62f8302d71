/** Who may be asked in a terminal: only a user without a screen, whatever a program leaves out of the environment. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasDisplay } from '../../../main/cli/terminal-consent.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'screens-'));
  for (const name of ['run', 'sessions']) mkdirSync(join(folder, name));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const screens = () => ({ uid: 1000, runtimeFolder: join(folder, 'run'), sessionsFolder: join(folder, 'sessions') });

/** A session as systemd's login manager writes it. */
function session(name: string, uid: number, type: string) {
  writeFileSync(
    join(folder, 'sessions', name),
    `# This is private data. Do not parse.\nUID=${uid}\nUSER=ada\nTYPE=${type}\nREMOTE=0\n`,
  );
}

describe('a screen', () => {
  it.each(['DISPLAY', 'WAYLAND_DISPLAY'])('is there if %s names one', (variable) => {
    expect(hasDisplay({ [variable]: ':0' }, screens())).toBe(true);
    expect(hasDisplay({ [variable]: '' }, screens())).toBe(false);
  });

  it('is there if a compositor listens, and no variable names it', () => {
    writeFileSync(join(folder, 'run/wayland-0'), '');
    expect(hasDisplay({}, screens())).toBe(true);
  });

  it.each(['x11', 'wayland', 'mir'])('is there if the user has a session of the type %s', (type) => {
    session('2', 1000, type);
    expect(hasDisplay({}, screens())).toBe(true);
  });

  it('is not there in a session over ssh, or in that of another user', () => {
    session('3', 1000, 'tty');
    session('4', 1001, 'x11');
    session('c1', 100, 'wayland');
    execFileSync('mkfifo', [join(folder, 'sessions', '5.ref')]);
    expect(hasDisplay({}, screens())).toBe(false);
  });

  it('is not there on a system without any of these folders', () => {
    expect(hasDisplay({}, { uid: 1000, runtimeFolder: '/nonexistent', sessionsFolder: '/nonexistent' })).toBe(false);
  });
});
