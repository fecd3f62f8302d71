/** A test's own session bus, with a screen locker that behaves like GNOME's. */
import { execFile, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface SessionBus {
  /** The value for `DBUS_SESSION_BUS_ADDRESS`. */
  readonly address: string;
  /** The locker signals that the screen is locked, or unlocked. A program that does not listen yet misses it. */
  signal(isLocked: boolean): Promise<void>;
  close(): void;
}

/** Why a bus can't run here; null if it can. */
export function whyNoSessionBus(): string | null {
  const missing = ['dbus-daemon', 'dbus-send', 'dbus-monitor'].filter(
    (program) => process.platform !== 'linux' || spawnSync('which', [program]).status !== 0,
  );
  return missing.length > 0 ? `not available here: ${missing.join(', ')}` : null;
}

/** Starts a bus, and resolves once it listens. */
export async function startSessionBus(): Promise<SessionBus> {
  const folder = mkdtempSync(join(tmpdir(), 'bus-'));
  const address = `unix:path=${join(folder, 'bus')}`;
  const configuration = join(folder, 'bus.conf');
  writeFileSync(join(folder, 'locker.service'), '[D-BUS Service]\nName=org.gnome.ScreenSaver\nExec=/bin/false\n');
  writeFileSync(
    configuration,
    `<busconfig><type>session</type><listen>${address}</listen><servicedir>${folder}</servicedir>
    <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`,
  );
  const bus = spawn('dbus-daemon', [`--config-file=${configuration}`, '--nofork', '--print-address'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await new Promise((resolve, reject) => {
    bus.stdout.once('data', resolve);
    bus.once('error', reject).once('exit', () => reject(new Error('the bus did not start')));
  });
  return {
    address,
    async signal(isLocked) {
      const what = ['/org/gnome/ScreenSaver', 'org.gnome.ScreenSaver.ActiveChanged', `boolean:${isLocked}`];
      await promisify(execFile)('dbus-send', [`--bus=${address}`, '--type=signal', ...what]);
    },
    close() {
      bus.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
