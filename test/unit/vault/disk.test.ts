import { chmodSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { WITH_OWN_DISKS, WITHOUT_POWERS, whyNotWithOwnDisks, whyNotWithoutPowers } from '../../harness/powers.ts';
import { inShell } from './child.ts';
import { profile } from './world.ts';

const root = process.getuid?.() === 0;
const noPowers = whyNotWithoutPowers();
const noDisks = whyNotWithOwnDisks();

const value = (token: string, from = 'current') =>
  expect.objectContaining({ kind: 'value', from, session: expect.objectContaining({ refreshToken: token }) });
const rejected = (trouble: string) => ({ kind: 'rejected', trouble });
const unreadable = (trouble: string) => ({ kind: 'unreadable', trouble });
const untilQuit = (because: string) => ({ kind: 'until-quit', because });
const KEPT = { kind: 'keychain', name: 'GNOME Keyring' };
const VAULT = '"$HOME_OF_TEST"/vault/*';

describe('a disk', () => {
  beforeEach(({ skip }) => skip(noDisks !== null, noDisks ?? ''));
  const tmpfs = (size: string) => `mount -t tmpfs -o size=${size} tmpfs "$HOME_OF_TEST"\n`;

  it('that is full refuses a save with the reason and keeps the old copy; once there is room, saving works again', async () => {
    await using app = await profile();
    const script = `${tmpfs('256k')}
      vault one
      vault two
      dd if=/dev/zero of="$HOME_OF_TEST/fill" bs=1k 2>/dev/null || true
      vault three
      vault testStorage
      vault beginRotation
      vault load
      rm "$HOME_OF_TEST/fill"
      vault testStorage
      vault three
      vault load
      vault destroy
      ls -A "$HOME_OF_TEST" | wc -l`;
    expect(inShell(app.home, script, WITH_OWN_DISKS)).toEqual([
      KEPT,
      KEPT,
      rejected('disk-full'),
      untilQuit('disk-full'),
      rejected('disk-full'),
      value('two'),
      KEPT,
      KEPT,
      value('three'),
      null,
      0,
    ]);
  });

  it('that fills up while a refresh is in progress still has room for the new token', async () => {
    await using app = await profile();
    const script = `${tmpfs('256k')}
      vault one
      vault beginRotation
      dd if=/dev/zero of="$HOME_OF_TEST/fill" bs=1k 2>/dev/null || true
      vault two
      vault load`;
    expect(inShell(app.home, script, WITH_OWN_DISKS)).toEqual([KEPT, null, KEPT, value('two')]);
  });

  it.each([4, 8, 12])(
    'that fills up in the middle of a save (%i kB left) keeps one copy or the other, whole',
    async (left) => {
      await using app = await profile();
      const script = `${tmpfs('256k')}
      vault one
      vault two
      dd if=/dev/zero of="$HOME_OF_TEST/fill" bs=4k 2>/dev/null || true
      truncate -s -${left}k "$HOME_OF_TEST/fill"
      vault three
      vault load`;
      const [, , saved, loaded] = inShell(app.home, script, WITH_OWN_DISKS);
      if (JSON.stringify(saved) === JSON.stringify(KEPT)) expect(loaded).toEqual(value('three'));
      else expect([saved, loaded]).toEqual([rejected('disk-full'), value('two')]);
    },
  );

  it('that is full still lets a sign-out delete everything', async () => {
    await using app = await profile();
    const script = `${tmpfs('256k')}
      vault one
      dd if=/dev/zero of="$HOME_OF_TEST/fill" bs=1k 2>/dev/null || true
      vault destroy
      ls -A "$HOME_OF_TEST" | grep -vc fill || true`;
    expect(inShell(app.home, script, WITH_OWN_DISKS)).toEqual([KEPT, null, 0]);
  });

  it('that is read-only is reported by name, and its contents are still used', async () => {
    await using app = await profile();
    const script = `${tmpfs('256k')}
      vault one
      mount -o remount,ro "$HOME_OF_TEST"
      vault load
      vault two
      vault testStorage
      vault beginRotation
      vault destroy
      vault load
      mount -o remount,rw "$HOME_OF_TEST"
      vault two
      vault load`;
    const no = rejected('read-only');
    expect(inShell(app.home, script, WITH_OWN_DISKS)).toEqual([
      KEPT,
      value('one'),
      no,
      untilQuit('read-only'),
      no,
      no,
      value('one'),
      KEPT,
      value('two'),
    ]);
  });

  it('that is full or read-only keeps a sign-in out of the keyring that has appeared, by name, and loses nothing', async () => {
    await using app = await profile();
    const script = `${tmpfs('256k')}
      vault weakly one
      dd if=/dev/zero of="$HOME_OF_TEST/fill" bs=1k 2>/dev/null || true
      vault protect
      rm "$HOME_OF_TEST/fill"
      mount -o remount,ro "$HOME_OF_TEST"
      vault protect
      vault load
      mount -o remount,rw "$HOME_OF_TEST"
      vault protect
      vault load`;
    expect(inShell(app.home, script, WITH_OWN_DISKS)).toEqual([
      { kind: 'weak', better: null },
      rejected('disk-full'),
      rejected('read-only'),
      value('one'),
      KEPT,
      value('one'),
    ]);
  });

  it('that is read-only still gives the copy before a damaged one', async () => {
    await using app = await profile();
    const script = `${tmpfs('256k')}
      vault one
      vault two
      echo rubbish > "$(echo ${VAULT}/session)"
      mount -o remount,ro "$HOME_OF_TEST"
      vault load
      mount -o remount,rw "$HOME_OF_TEST"
      vault three
      vault load`;
    expect(inShell(app.home, script, WITH_OWN_DISKS)).toEqual([
      KEPT,
      KEPT,
      value('one', 'previous'),
      KEPT,
      value('three'),
    ]);
  });
});

describe('rights', () => {
  beforeEach(({ skip }) => skip(noPowers !== null, noPowers ?? ''));
  async function open() {
    const app = await profile();
    chmodSync(app.home, 0o777);
    return app;
  }

  it('that are missing on a folder are reported, the old copy stays, and saving works again once they are back', async () => {
    await using app = await open();
    const script = `
      vault one
      chmod 500 ${VAULT}
      vault load
      vault two
      vault testStorage
      vault beginRotation
      vault load
      chmod 700 ${VAULT}
      vault two
      vault load`;
    const no = rejected('no-permission');
    expect(inShell(app.home, script, WITHOUT_POWERS)).toEqual([
      KEPT,
      value('one'),
      no,
      untilQuit('no-permission'),
      no,
      value('one'),
      KEPT,
      value('two'),
    ]);
  });

  it.each(['key', 'session'])(
    'that the %s file does not give make it unreadable, not absent, and nothing changes',
    async (file) => {
      await using app = await open();
      const script = `
      vault one
      vault two
      chmod 000 ${VAULT}/${file}
      vault load
      vault three
      chmod 600 ${VAULT}/${file}
      vault load`;
      const no = 'no-permission';
      expect(inShell(app.home, script, WITHOUT_POWERS)).toEqual([
        KEPT,
        KEPT,
        unreadable(no),
        rejected(no),
        value('two'),
      ]);
    },
  );

  it('that the vault’s folder does not give at all make it unreadable, and a new sign-in sets it aside', async () => {
    await using app = await open();
    const script = `
      vault one
      chmod 000 ${VAULT}
      vault load
      vault testStorage
      vault setAside
      vault two
      vault load
      chmod 700 ${VAULT}`;
    expect(inShell(app.home, script, WITHOUT_POWERS)).toEqual([
      KEPT,
      unreadable('no-permission'),
      KEPT,
      null,
      KEPT,
      value('two'),
    ]);
  });

  it.runIf(root)(
    'of another user, after a run as root, are reported by name; a new sign-in sets that vault aside',
    async () => {
      await using app = await open();
      inShell(app.home, 'mkdir -m 777 "$HOME_OF_TEST/vault"\nvault one');
      expect(
        inShell(
          app.home,
          'vault load\nvault testStorage\nvault two\nvault setAside\nvault two\nvault load',
          WITHOUT_POWERS,
        ),
      ).toEqual([unreadable('no-permission'), KEPT, rejected('no-permission'), null, KEPT, value('two')]);
    },
  );
});
