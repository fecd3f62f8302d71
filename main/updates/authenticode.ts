/**
 * Verifies signatures on Windows with PowerShell, more strictly than electron-updater, which accepts a file if it can't run
 * PowerShell, looks that up by name alone, and accepts an older signed file under a newer name.
 */
import * as v from 'valibot';
import { withoutBom } from '../files/bom.ts';
import { powerShell } from '../system/windows-programs.ts';
import { isUpdate } from './version.ts';

/** Runs a program and resolves with its output. Rejects if it fails or can't be run. */
export type RunProgram = (file: string, args: readonly string[]) => Promise<{ readonly stdout: string }>;

/** What Windows reports about a file. */
const Seen = v.object({
  status: v.string(),
  /** The signer's full name, and its CN; null without a signature. */
  subject: v.nullable(v.string()),
  name: v.nullable(v.string()),
  /** The version in the file, which the signature covers, unlike the file's name. */
  version: v.nullable(v.string()),
});

/**
 * Whether PowerShell can verify signatures here, which a policy or AppLocker may prevent. Tests it on the running program,
 * whose own signature must be valid anyway. Call just before an update is downloaded.
 * @param executable the program's absolute path
 */
export async function canVerifySignatures(run: RunProgram, executable: string): Promise<boolean> {
  return (await look(run, executable))?.status === 'Valid';
}

/**
 * Why a downloaded installer must not be run, as a code for support; null if `publisher` has signed it and it contains a newer
 * version than the running one. Never rejects.
 * @param publisher the certificate's full name, or its CN
 * @param running the running version
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
    // Use Windows' own modules, not others on the search path.
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
    const read = v.safeParse(v.pipe(v.string(), v.parseJson(), Seen), withoutBom(stdout));
    return read.success ? read.output : null;
  } catch {
    return null;
  }
}

/** Whether `publisherName` in `app-update.yml` is or includes this publisher. */
export function namesPublisher(config: string, publisher: string): boolean {
  const [, alone, list = ''] =
    /^publisherName:(?: +(\S.*))?\n((?: *- .*\n?)*)/m.exec(config.replaceAll('\r', '')) ?? [];
  const names = alone === undefined ? list.split('\n').map((line) => line.replace(/ *- +/, '')) : [alone];
  return names.some((name) => name.trim().replace(/^(['"])(.*)\1$/, '$2') === publisher);
}
