/** Windows' verdict on a downloaded installer decides, not the feed and not the file's name. */
import { describe, expect, it } from 'vitest';
import {
  canVerifySignatures,
  namesPublisher,
  type RunProgram,
  refusedInstaller,
} from '../../../main/updates/authenticode.ts';

const PROGRAM = "C:\\Users\\O'Hara\\Companion.exe";
const OURS = { publisher: 'CN=Example Ltd, O=Example', running: '1.4.0' };

const seen = (changes: object = {}) => ({
  status: 'Valid',
  subject: 'CN=Example Ltd, O=Example',
  name: 'Example Ltd',
  version: '1.5.0',
  ...changes,
});
const says =
  (what: unknown): RunProgram =>
  async () => ({ stdout: `${JSON.stringify(what)}\r\n` });

describe('signatures can be checked', () => {
  it.each<[string, RunProgram, boolean]>([
    ['if that of the program that runs is found good', says(seen()), true],
    ['if the verdict begins with a byte order mark', async () => ({ stdout: `\ufeff${JSON.stringify(seen())}` }), true],
    ['not if it has none', says(seen({ status: 'NotSigned', subject: null, name: null })), false],
    ['not without a result', async () => ({ stdout: '' }), false],
    ['not with another result', says({ status: 'Valid' }), false],
    ['not if PowerShell may not be run', async () => Promise.reject(new Error('EPERM')), false],
  ])('%s', async (_, run, can) => {
    expect(await canVerifySignatures(run, PROGRAM)).toBe(can);
  });

  it('of a program whose path has a quote in it, by PowerShell in its own folder', async () => {
    const asked: (readonly [string, readonly string[]])[] = [];
    await canVerifySignatures(async (...call) => {
      asked.push(call);
      return { stdout: '' };
    }, PROGRAM);
    expect(asked[0]?.[0]).toBe('C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe');
    // It loads no profile, asks nothing, and has Windows' own modules alone.
    expect(asked[0]?.[1].slice(0, -1)).toEqual(['-NoProfile', '-NonInteractive', '-InputFormat', 'None', '-Command']);
    expect(asked[0]?.[1].at(-1)?.split('; ')).toEqual([
      '[Console]::OutputEncoding = [Text.Encoding]::UTF8',
      "$env:PSModulePath = $PSHOME + '\\Modules'",
      "Import-Module ($PSHOME + '\\Modules\\Microsoft.PowerShell.Security')",
      "$found = Get-AuthenticodeSignature -LiteralPath 'C:\\Users\\O''Hara\\Companion.exe'",
      '$signer = $found.SignerCertificate',
      "$name = if ($signer) { $signer.GetNameInfo('SimpleName', $false) }",
      "$version = [Diagnostics.FileVersionInfo]::GetVersionInfo('C:\\Users\\O''Hara\\Companion.exe').ProductVersion",
      '@{ status = $found.Status.ToString()',
      'subject = $signer.Subject',
      'name = $name',
      'version = $version } | ConvertTo-Json -Compress',
    ]);
  });

  it.each(['\u2018', '\u2019', '\u201a', '\u201b'])(
    'of a path with %s, which PowerShell takes for a quote too',
    async (quote) => {
      let script = '';
      await canVerifySignatures(async (_, args) => {
        script = args.at(-1) ?? '';
        return { stdout: '' };
      }, `C:\\a${quote};calc;${quote}.exe`);
      expect(script).toContain(`'C:\\a${quote}${quote};calc;${quote}${quote}.exe'`);
    },
  );
});

describe('an installer', () => {
  it.each<[string, object, string | null]>([
    ['a newer one', {}, null],
    ['a newer one, named by its CN', { subject: 'CN=Example Ltd, C=DE' }, null],
    ['a newer one, with blanks around its version', { version: ' 1.5.0 ' }, null],
    ['the same version under a newer name', { version: '1.4.0' }, 'older-file'],
    ['an older version under a newer name', { version: '1.3.9' }, 'older-file'],
    ['an older one by its major version', { version: '0.9.0' }, 'older-file'],
    ['a prerelease, for someone who runs none', { version: '1.5.0-beta.1' }, 'older-file'],
    ['one that says no version', { version: null }, 'older-file'],
    ['one that says what is no version', { version: '1.5' }, 'older-file'],
    ['one of another publisher', { subject: 'CN=Evil Ltd', name: 'Evil Ltd' }, 'not-signed'],
    [
      'one whose publisher only begins like ours',
      { subject: 'CN=Example Ltd, O=Example, OU=x', name: 'x' },
      'not-signed',
    ],
    ['one that was changed after it was signed', { status: 'HashMismatch' }, 'not-signed'],
    ['one that is not signed', { status: 'NotSigned', subject: null, name: null }, 'not-signed'],
  ])('%s', async (_, changes, why) => {
    const publisher = 'name' in changes || !('subject' in changes) ? OURS.publisher : 'Example Ltd';
    expect(await refusedInstaller(says(seen(changes)), 'C:\\temp\\setup.exe', { ...OURS, publisher })).toBe(why);
  });

  it('is refused if PowerShell cannot be run', async () => {
    expect(await refusedInstaller(() => Promise.reject(new Error('EPERM')), 'C:\\setup.exe', OURS)).toBe('not-signed');
  });
});

it.each([
  ['publisherName: Example Ltd\n', true],
  ['publisherName:   Example Ltd \n', true],
  ["url: x\npublisherName: 'Example Ltd'\n", true],
  ['publisherName: "Example Ltd"\r\n', true],
  ['publisherName:\n  - Other Ltd\n  - Example Ltd\n', true],
  ['publisherName:\n- Example Ltd', true],
  ['publisherName:\n  -   "Example Ltd"\n', true],
  ['publisherName: Example\n', false],
  ['publisherName: x"Example Ltd"\n', false],
  ["publisherName: Exam'ple Ltd'\n", false],
  ['publisherName: "Example Ltd" x\n', false],
  ['publisherName: "Example "Ltd\n', false],
  [`publisherName: 'Example Ltd"\n`, false],
  ['publisherName:\n  - x - Example Ltd\n', false],
  ['publisherName:\nurl: x\n  - Example Ltd\n', false],
  ['# publisherName: Example Ltd\n', false],
  ['', false],
])('%j names the publisher: %s', (config, expected) => {
  expect(namesPublisher(config, 'Example Ltd')).toBe(expected);
});
