/** An app that runs for months must close every file that it opens. */
import { mkdir, readdir, readlink, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { saveReport } from '../../../main/diagnostics/save.ts';
import { profile, sessionWith } from './world.ts';

/** The files and folders below `home` that this process has open. */
async function openBelow(home: string): Promise<readonly string[]> {
  const descriptors = await readdir('/proc/self/fd');
  const paths = await Promise.all(descriptors.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')));
  return paths.filter((path) => path.startsWith(home));
}

describe.runIf(process.platform === 'linux')('no file stays open', () => {
  it('after a sign-in, refreshes, a restart and a sign-out', async () => {
    await using app = await profile();
    const vault = app.start();
    await vault.testStorage();
    await vault.save(sessionWith('one'));
    await vault.beginRotation();
    await vault.save(sessionWith('two'));
    await app.start().load();
    expect(await openBelow(app.home)).toEqual([]);
    await vault.markSignedOut();
    await vault.destroy();
    expect(await openBelow(app.home)).toEqual([]);
  });

  it('after failures: a damaged vault, a folder in place of a file, a report that already exists', async () => {
    await using app = await profile();
    await app.start().save(sessionWith('one'));
    for (const file of [app.layout.current, app.layout.key]) {
      await rm(file);
      await mkdir(file);
      expect(await app.start().load()).toMatchObject({ kind: 'unreadable', trouble: 'damaged' });
      await app
        .start()
        .save(sessionWith('two'))
        .catch(() => undefined);
    }
    const report = join(app.home, 'report.txt');
    await saveReport(report, 'text', { mayReplace: false });
    await expect(saveReport(report, 'text', { mayReplace: false })).rejects.toMatchObject({ code: 'EEXIST' });
    await saveReport(report, 'text', { mayReplace: true });
    expect(await openBelow(app.home)).toEqual([]);
  });
});
