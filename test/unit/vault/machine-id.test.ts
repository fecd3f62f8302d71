import childProcess from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import type { Stats } from 'node:fs';
import fs, { link, mkdir, rm, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { dirname } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  hashedMachineId,
  machineId,
  outputOf,
  parseIoreg,
  parseRegQuery,
  readMachineId,
} from '../../../main/vault/machine-id.ts';
import { profile } from './world.ts';

const ID = '0123456789abcdef0123456789abcdef';
const UUID = '5f1d2c3b-0a9e-4b7c-8d6e-112233445566';

const IOREG = `+-o J314sAP  <class IOPlatformExpertDevice, id 0x10000022d, registered, matched, active, busy 0 (180213 ms), retain 41>
    {
      "manufacturer" = <"Apple Inc.">
      "compatible" = <"J314sAP","MacBookPro18,3","AppleARM">
      "IOPlatformSerialNumber" = "C02ABC0DEF12"
      "IOBusyInterest" = "IOCommand is not serializable"
      "IOPlatformUUID" = "5F1D2C3B-0A9E-4B7C-8D6E-112233445566"
      "platform-uuid" = <0000000000000000000000000000000000000000>
    }

`;
const REG = [
  '',
  'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Cryptography',
  '    MachineGuid    REG_SZ    5f1d2c3b-0a9e-4b7c-8d6e-112233445566',
  '',
  '',
].join('\r\n');

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  syncBuiltinESMExports();
});

/** The files below the root of a system, of which none is there yet. */
async function filesIn(root: string) {
  const files = {
    etc: `${root}/etc/machine-id`,
    dbus: `${root}/var/lib/dbus/machine-id`,
    run: `${root}/run/machine-id`,
  };
  for (const file of Object.values(files)) await mkdir(dirname(file), { recursive: true });
  return files;
}

describe('on Linux', () => {
  it.each([
    [`${ID}\n`, ID],
    [ID, ID],
    ['uninitialized\n', null],
    ['', null],
    ['not hex, not hex, not hex, not h', null],
    [`${ID}0\n`, null],
    [`${'0'.repeat(32)}\n`, null],
  ])('a file with %j gives %s', async (content, id) => {
    await using app = await profile();
    const { etc } = await filesIn(app.home);
    await writeFile(etc, content);
    expect(await readMachineId(app.home)).toBe(id);
  });

  it('the file of D-Bus serves if the other holds nothing yet, or is not there', async () => {
    await using app = await profile();
    const { etc, dbus } = await filesIn(app.home);
    await writeFile(dbus, ID);
    expect(await readMachineId(app.home)).toBe(ID);
    await writeFile(etc, 'uninitialized\n');
    expect(await readMachineId(app.home)).toBe(ID);
    await writeFile(dbus, 'uninitialized\n');
    expect(await readMachineId(app.home)).toBeNull();
  });

  it('the system’s own files are read', async () => {
    expect(await machineId('linux')).toBe(await readMachineId('/'));
  });

  it('an id that changes at each start is not used: each start would look like another computer', async () => {
    await using app = await profile();
    const { etc, run } = await filesIn(app.home);
    await writeFile(etc, ID);
    await writeFile(run, ID);
    expect(await readMachineId(app.home)).toBe(ID);
    await rm(run);
    await link(etc, run);
    expect(await readMachineId(app.home)).toBeNull();
  });
});

it('a file of the same number on another disk is another file', async () => {
  await using app = await profile();
  const { etc, run } = await filesIn(app.home);
  await writeFile(etc, ID);
  const numbered = (path: unknown) => ({ ino: 7, dev: path === run ? 1 : 2 });
  vi.spyOn(fs, 'stat').mockImplementation(async (path) => numbered(path) as Stats);
  syncBuiltinESMExports();
  expect(await readMachineId(app.home)).toBe(ID);
});

describe('on macOS', () => {
  it.each([
    ['what ioreg prints', IOREG, UUID],
    ['an id of zeros', IOREG.replace(/5F1D[^"]*/, '00000000-0000-0000-0000-000000000000'), null],
    ['something that is no UUID', IOREG.replace(/5F1D[^"]*/, 'VMW-1234'), null],
    ['a longer text that begins with one', IOREG.replace('5566"', '5566-7"'), null],
    ['a longer text that ends in one', IOREG.replace('"5F1D', '"VMW-5F1D'), null],
    ['one that another property holds', IOREG.replace('"IOPlatformUUID" =', '"other" = "IOPlatformUUID" ='), null],
    ['one with more behind it', IOREG.replace('5566"', '5566" and more'), null],
    ['a registry without it', IOREG.replace('IOPlatformUUID', 'IOPlatformName'), null],
    ['nothing', '', null],
  ])('%s is read', (_what, printed, id) => {
    expect(parseIoreg(printed)).toBe(id);
  });

  it('ioreg is asked by its absolute path', async () => {
    const run = vi.fn(async () => IOREG);
    expect(await machineId('darwin', run)).toBe(UUID);
    expect(run.mock.calls).toEqual([['/usr/sbin/ioreg', ['-rd1', '-c', 'IOPlatformExpertDevice']]]);
  });
});

describe('on Windows', () => {
  it.each([
    ['what reg.exe prints', REG, UUID],
    ['capitals', REG.replace(UUID, UUID.toUpperCase()), UUID],
    ['a last line without an end', REG.trimEnd(), UUID],
    ['a value of a longer name', REG.replace('MachineGuid', 'OldMachineGuid'), null],
    ['an id of zeros', REG.replace(UUID, '00000000-0000-0000-0000-000000000000'), null],
    ['a value of another type', REG.replace('REG_SZ', 'REG_DWORD'), null],
    ['an empty value', REG.replace(UUID, ''), null],
    ['an error in the language of the system', 'FEHLER: Der angegebene Registrierungsschlüssel …\r\n', null],
    ['nothing', '', null],
  ])('%s is read', (_what, printed, id) => {
    expect(parseRegQuery(printed)).toBe(id);
  });

  it.each([
    ['D:\\Windows', 'D:\\Windows\\System32\\reg.exe'],
    [undefined, 'C:\\Windows\\System32\\reg.exe'],
  ])('the registry is asked in its 64-bit view; SystemRoot is %s', async (root, program) => {
    vi.stubEnv('SystemRoot', root);
    const run = vi.fn(async () => REG);
    expect(await machineId('win32', run)).toBe(UUID);
    const args = ['query', 'HKLM\\SOFTWARE\\Microsoft\\Cryptography', '/v', 'MachineGuid', '/reg:64'];
    expect(run.mock.calls).toEqual([[program, args]]);
  });
});

describe('a program that', () => {
  const node = (script: string) => outputOf(process.execPath, ['-e', script]);

  it('answers is read', async () => {
    expect(await node('console.log("an answer")')).toBe('an answer\n');
  });

  it('fails, or is not there, leaves the computer without an id', async () => {
    for (const program of [process.execPath, '/nonexistent/ioreg'])
      expect(await machineId('darwin', () => outputOf(program, ['-e', 'process.exit(1)']))).toBeNull();
  });

  it('does not end is killed, and blocks nothing', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    // The address of a listening TCP server is always an object with a port.
    const { port } = server.address() as AddressInfo;
    const deaf = `process.on("SIGTERM", () => {}); require("node:net").connect(${port}, "127.0.0.1")`;
    const limit = new AbortController();
    const id = machineId('darwin', () => outputOf(process.execPath, ['-e', deaf], limit.signal));
    const [connection] = await once(server, 'connection');
    const ended = new Promise((resolve) =>
      connection
        .on('error', () => {})
        .on('close', resolve)
        .resume(),
    );
    limit.abort();
    expect(await id).toBeNull();
    // Only the end of the program closes the connection.
    await ended;
    server.close();
  });

  it('outlives even that is not waited for; on Windows, it opens no window', async () => {
    const kill = vi.fn();
    const start = vi.spyOn(childProcess, 'execFile');
    start.mockReturnValue(Object.assign(new EventEmitter(), { kill }) as unknown as childProcess.ChildProcess);
    syncBuiltinESMExports();
    const limit = new AbortController();
    const output = outputOf('ioreg', [], limit.signal);
    limit.abort(new Error('too long'));
    await expect(output).rejects.toThrow('too long');
    expect(kill.mock.calls).toEqual([['SIGKILL']]);
    expect(start.mock.calls[0]?.[2]).toEqual({ windowsHide: true });
  });

  it('has two seconds', async () => {
    const limit = vi.spyOn(AbortSignal, 'timeout');
    await node('');
    expect(limit.mock.calls).toEqual([[2_000]]);
  });
});

it('only a hash of it is stored', () => {
  expect(hashedMachineId(ID)).toMatch(/^[\da-f]{64}$/);
  expect(hashedMachineId(ID)).not.toBe(hashedMachineId(UUID));
});
