/**
 * Windows checks a signature by PowerShell. electron-updater would accept a file if it cannot run PowerShell, finds that by
 * its name alone, and accepts an older file of ours under a newer name.
 */

import * as v from 'valibot';
import { withoutBom } from '../files/bom.ts';
import { powerShell } from '../system/windows-programs.ts';
import { isUpdate } from './version.ts';

/** Runs a program, and resolves with what it printed. Rejects if it cannot be run, or fails. */
export type RunProgram = (file: string, args: readonly string[]) => Promise<{ readonly stdout: string }>;

/** What Windows reports of a file. */
const Seen = v.object({
  status: v.string(),
  /** Whose signature it is: the whole name, and its CN. Null: it has none. */
  subject: v.nullable(v.string()),
  name: v.nullable(v.string()),
  /** The version that the file itself names. A signature covers that; it does not cover the file's name. */
  version: v.nullable(v.string()),
});

/**
 * Whether PowerShell can check signatures here: a policy or AppLocker may keep it from that. Asked just before an update is
 * downloaded, of the program that runs, whose own signature has to be good for the update's to mean anything.
 * @param executable by its whole path
 */
export async function canVerifySignatures(run: RunProgram, executable: string): Promise<boolean> {
  return (await look(run, executable))?.status === 'Valid';
}

/**
 * Why a downloaded installer must not be run, as a code for support; null if it may be: `publisher` has signed it, and it
 * holds a version that is newer than the one that runs. Never rejects.
 * @param publisher the certificate's whole name, or its CN
 * @param running the version that runs
 */
export async function refusedInstaller(
  run: RunProgram,
  file: string,
  { publisher, running }: { readonly publisher: string; readonly running: string },
): Promise<'not-signed' | 'older-file' | null> {
  const seen = await look(run, file);
  const isOurs = seen?.status === 'Valid' && (seen.subject === publisher || seen.name === publisher);
  if (!isOurs) return 'not-signed';
  return isUpdate(seen.version?.trim() ?? '', running) ? null : 'older-file';
}

async function look(run: RunProgram, file: string): Promise<v.InferOutput<typeof Seen> | null> {
  const literal = `'${file.replaceAll(/['\u2018-\u201b]/g, (quote) => quote + quote)}'`;
  const script = [
    '[Console]::OutputEncoding = [Text.Encoding]::UTF8',
    // Windows' own modules, not others on the search path.
    "$env:PSModulePath = $PSHOME + '\\Modules'",
    "Import-Module ($PSHOME + '\\Modules\\Microsoft.PowerShell.Security')",
    `$found = Get-AuthenticodeSignature -LiteralPath ${literal}`,
    '$signer = $found.SignerCertificate',
    "$name = if ($signer) { $signer.GetNameInfo('SimpleName', $false) }",
    `$version = [Diagnostics.FileVersionInfo]::GetVersionInfo(${literal}).ProductVersion`,
    '@{ status = $found.Status.ToString(); subject = $signer.Subject; name = $name; version = $version } | ConvertTo-Json -Compress',
  ].join('; ');
  const args = ['-NoProfile', '-NonInteractive', '-InputFormat', 'None', '-Command', script];
  try {
    const { stdout } = await run(powerShell(), args);
    const read = v.safeParse(v.pipe(v.string(), v.parseJson(), Seen), withoutBom(stdout).trim());
    return read.success ? read.output : null;
  } catch {
    return null;
  }
}

/** Whether `publisherName` in the text of `app-update.yml` is this one, alone or in a list. */
export function namesPublisher(config: string, publisher: string): boolean {
  const [, alone, list = ''] =
    /^publisherName:(?: +(\S.*))?\n((?: *- .*\n?)*)/m.exec(config.replaceAll('\r', '')) ?? [];
  const names = alone === undefined ? list.split('\n').map((line) => line.replace(/^ *- +/, '')) : [alone];
  return names.some((name) => name.trim().replace(/^(['"])(.*)\1$/, '$2') === publisher);
}
