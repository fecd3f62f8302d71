/** Files that survive a power cut: which writes reach the disk, and in which order. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import fs, { type FileHandle, open } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import timers from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  exists,
  makeFolderDurably,
  moveAside,
  openNew,
  readIfExists,
  removeDurably,
  syncFile,
  syncFolder,
  writeDurably,
} from '../../../main/files/durable.ts';
import { StorageError, troubleOf } from '../../../main/files/storage-error.ts';

let folder: string;
let file: string;
/** The folder's contents each time something was flushed to disk. */
let synced: Record<string, string>[];
let failSync: NodeJS.ErrnoException | null;
/** What was flushed, by its inode. */
let flushed: number[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'durable-'));
  file = join(folder, 'record');
  synced = [];
  failSync = null;
  flushed = [];
  const handle = await open(folder);
  const handles: FileHandle = Object.getPrototypeOf(handle);
  await handle.close();
  vi.spyOn(handles, 'sync').mockImplementation(async function (this: FileHandle) {
    flushed.push((await this.stat()).ino);
    synced.push(contents());
    if (failSync) throw failSync;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

function contents(): Record<string, string> {
  const names = readdirSync(folder).filter((name) => statSync(join(folder, name)).isFile());
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

const failure = (code: string) => Object.assign(new Error(code), { code });
const modeOf = (path: string) => statSync(path).mode & 0o777;

describe('writing a file', () => {
  it('brings the new one to the disk before it takes the old one’s place, and the exchange after that', async () => {
    writeFileSync(file, 'old');
    await writeDurably(file, 'new');
    expect(synced).toEqual([{ record: 'old', 'record.tmp': 'new' }, { record: 'new' }]);
  });

  it('makes its folders, which no other user can enter, and a file that no other user can read', async () => {
    const deep = join(folder, 'a/b/record');
    await writeDurably(deep, 'new');
    expect(readFileSync(deep, 'utf8')).toBe('new');
    expect([modeOf(deep), modeOf(dirname(deep)), modeOf(join(folder, 'a'))]).toEqual([0o600, 0o700, 0o700]);
    // These are both folders, the file and the rename.
    expect(synced).toHaveLength(4);
    // A new folder is an entry of the one that contains it.
    expect(flushed).toEqual([folder, join(folder, 'a'), deep, dirname(deep)].map((path) => statSync(path).ino));
  });

  it('leaves the old one and nothing else if the disk fails, with the system’s own error', async () => {
    writeFileSync(file, 'old');
    failSync = failure('ENOSPC');
    await expect(writeDurably(file, 'new')).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(contents()).toEqual({ record: 'old' });
  });

  it('reports the system’s own error if it could not even make a temporary file, which is then not there to delete', async () => {
    onTestFinished(() => {
      vi.restoreAllMocks();
      syncBuiltinESMExports();
    });
    vi.spyOn(fs, 'open').mockRejectedValueOnce(failure('ENOSPC'));
    syncBuiltinESMExports();
    await expect(writeDurably(file, 'new')).rejects.toMatchObject({ code: 'ENOSPC' });
  });

  it('leaves nothing behind if something else is in its place', async () => {
    mkdirSync(join(file, 'of-someone'), { recursive: true });
    await expect(writeDurably(file, 'new')).rejects.toMatchObject({
      code: expect.stringMatching(/EISDIR|ENOTEMPTY|EEXIST/),
    });
    expect(readdirSync(folder)).toEqual(['record']);
  });

  it('does not follow a link at the path of its temporary file', async () => {
    const elsewhere = join(folder, 'elsewhere');
    writeFileSync(elsewhere, 'of someone');
    symlinkSync(elsewhere, `${file}.tmp`);
    await writeDurably(file, 'new');
    expect(contents()).toEqual({ record: 'new', elsewhere: 'of someone' });
  });

  it('opens a new file for this user only', async () => {
    await (await openNew(file)).close();
    expect(modeOf(file)).toBe(0o600);
  });

  it('flushes a library’s file to disk', async () => {
    writeFileSync(file, 'by a library');
    await syncFile(file);
    expect(synced).toEqual([{ record: 'by a library' }]);
  });
});

describe('on Windows', () => {
  /** The lengths of the pauses between attempts to rename a file, in milliseconds. */
  let pauses: unknown[];

  /** Lets that many attempts to rename a file fail. */
  function lock(code: string, times: number, platform: NodeJS.Platform = 'win32') {
    pauses = [];
    vi.spyOn(process, 'platform', 'get').mockReturnValue(platform);
    const rename = vi.spyOn(fs, 'rename');
    for (let n = 0; n < times; n += 1) rename.mockRejectedValueOnce(failure(code));
    vi.spyOn(timers, 'setTimeout').mockImplementation(async (ms) => void pauses.push(ms));
    syncBuiltinESMExports();
  }

  afterEach(() => {
    vi.restoreAllMocks();
    syncBuiltinESMExports();
  });

  it.each(['EPERM', 'EACCES', 'EBUSY'])(
    'a file that a virus scanner holds for a moment (%s) is written',
    async (code) => {
      lock(code, 3);
      await writeDurably(file, 'new');
      expect(contents()).toEqual({ record: 'new' });
      expect(pauses).toEqual([10, 20, 40]);
    },
  );

  it('a file that stays locked is an error after little more than a second', async () => {
    lock('EBUSY', 100);
    await expect(writeDurably(file, 'new')).rejects.toMatchObject({ code: 'EBUSY' });
    expect(pauses).toEqual([10, 20, 40, 80, 160, 320, 640]);
    expect(contents()).toEqual({});
  });

  it.each([
    ['ENOSPC', 'win32'],
    ['EPERM', 'linux'],
  ] as const)('an error that will not pass (%s on %s) is reported at once', async (code, platform) => {
    lock(code, 1, platform);
    await expect(writeDurably(file, 'new')).rejects.toMatchObject({ code });
    expect(pauses).toEqual([]);
  });

  it('no folder is flushed, because there is no such thing', async () => {
    lock('', 0);
    await writeDurably(file, 'new');
    expect(synced).toEqual([{ 'record.tmp': 'new' }]);
  });
});

describe('a folder', () => {
  it('that is there already is left as it is', async () => {
    await makeFolderDurably(folder);
    expect(synced).toEqual([]);
  });

  it('cannot be made below a file, and the error names the file rather than a missing folder', async () => {
    writeFileSync(file, '');
    await expect(makeFolderDurably(join(file, 'below'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  });

  it('whose path is too long is an error, and none of its parents is made', async () => {
    const deep = join(folder, 'a', ...Array.from({ length: 17 }, () => 'b'.repeat(250)));
    await expect(makeFolderDurably(deep)).rejects.toMatchObject({ code: 'ENAMETOOLONG' });
    expect(existsSync(join(folder, 'a'))).toBe(false);
  });

  it.each(['EINVAL', 'ENOTSUP'])(
    'on a network drive that refuses to write through (%s) is good enough',
    async (code) => {
      failSync = failure(code);
      await expect(syncFolder(folder)).resolves.toBeUndefined();
    },
  );

  it('on a disk that fails is not', async () => {
    failSync = failure('EIO');
    await expect(syncFolder(folder)).rejects.toMatchObject({ code: 'EIO' });
  });
});

describe('deleting a file', () => {
  it('brings the deletion to the disk', async () => {
    writeFileSync(file, 'old');
    await removeDurably(file);
    expect(synced).toEqual([{}]);
  });

  it('removes a folder in its place, too', async () => {
    mkdirSync(join(file, 'below'), { recursive: true });
    await removeDurably(file);
    expect(existsSync(file)).toBe(false);
  });

  it('that is not there does nothing', async () => {
    await removeDurably(file);
    expect(synced).toEqual([]);
  });
});

describe('moving something aside', () => {
  it('takes the first free name, and overwrites nothing', async () => {
    for (const content of ['first', 'second']) {
      writeFileSync(file, content);
      await moveAside(file, 'damaged');
    }
    expect(contents()).toEqual({ 'record.damaged-1': 'first', 'record.damaged-2': 'second' });
    expect(synced.at(-1)).toEqual(contents());
  });
});

describe('reading a file', () => {
  it('gives its bytes, or null if there is none', async () => {
    expect(await readIfExists(file)).toBeNull();
    expect(await exists(file)).toBe(false);
    writeFileSync(file, 'bytes');
    expect(await readIfExists(file)).toEqual(Buffer.from('bytes'));
    expect(await exists(file)).toBe(true);
  });

  it('does not call it missing if that is unknown', async () => {
    writeFileSync(file, '');
    await expect(readIfExists(join(file, 'below'))).rejects.toMatchObject({ code: 'ENOTDIR' });
    await expect(exists(join(file, 'below'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  });

  it('does not follow a link', async () => {
    writeFileSync(join(folder, 'elsewhere'), 'of someone');
    symlinkSync(join(folder, 'elsewhere'), file);
    const error = await readIfExists(file).catch((reason: unknown) => reason);
    expect(troubleOf(error)).toBe('damaged');
  });

  it('does not wait at a pipe, and reads no folder', async () => {
    execFileSync('mkfifo', [file]);
    await expect(readIfExists(file)).rejects.toEqual(new StorageError('damaged'));
    await expect(readIfExists(folder)).rejects.toEqual(new StorageError('damaged'));
  });

  it('reads a mebibyte, and no more', async () => {
    writeFileSync(file, '');
    truncateSync(file, 1024 * 1024);
    expect(await readIfExists(file)).toHaveLength(1024 * 1024);
    truncateSync(file, 1024 * 1024 + 1);
    await expect(readIfExists(file)).rejects.toEqual(new StorageError('damaged'));
    expect(existsSync(file)).toBe(true);
  });
});
