/**
 * `node test/package/reproduce.ts [COMMIT]`: builds and packs a commit twice, in two clones with different paths, time zones
 * and languages, and prints the checksum of each app.asar. Exit code 1 if they differ, with the files that do.
 */
import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { extractFile } from '@electron/asar';
import { filesOf } from './contents.ts';
import { fabricateElectronDist } from './fabricated-dist.ts';
import { pack } from './pack.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Differences between builders, which must not affect the result. */
const BUILDERS = [
  { clone: 'one', env: { TZ: 'UTC', LC_ALL: 'C' } },
  // Modules are divided into chunks by their paths, which must not depend on a folder's name.
  { clone: 'another folder/main', env: { TZ: 'Asia/Tokyo', LC_ALL: 'de_DE.UTF-8' } },
] as const;

export interface Reproduced {
  /** SHA-256 of each archive, in hexadecimal. */
  readonly checksums: readonly string[];
  /** The files that differ, by their paths in the archives; also those that only one of them has. */
  readonly differing: readonly string[];
}

/** @param commit anything that git understands; what is not committed is not built */
export async function reproduce(commit: string): Promise<Reproduced> {
  const folder = mkdtempSync(join(tmpdir(), 'companion-reproduce-'));
  try {
    const electronDist = join(folder, 'electron');
    await fabricateElectronDist(electronDist);
    const asars: string[] = [];
    for (const { clone, env } of BUILDERS)
      asars.push(await makeArchive({ commit, clone: join(folder, clone), env, electronDist }));
    const files = [...new Set(asars.flatMap(filesOf))];
    return {
      checksums: asars.map((asar) => createHash('sha256').update(readFileSync(asar)).digest('hex')),
      differing: files.filter((file) => new Set(asars.map((asar) => contentOf(asar, file))).size > 1),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function makeArchive(options: {
  readonly commit: string;
  readonly clone: string;
  readonly env: Readonly<Record<string, string>>;
  readonly electronDist: string;
}): Promise<string> {
  const { commit, clone, env, electronDist } = options;
  const revision = execFileSync('git', ['rev-parse', commit], { cwd: root, encoding: 'utf8' }).trim();
  execFileSync('git', ['clone', '--quiet', '--shared', '--no-checkout', root, clone]);
  execFileSync('git', ['-c', 'advice.detachedHead=false', 'checkout', '--quiet', '--detach', revision], { cwd: clone });
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'));
  const { SOURCE_DATE_EPOCH: _, ...own } = process.env;
  await promisify(execFile)(
    process.execPath,
    [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build'],
    {
      cwd: clone,
      env: { ...own, ...env },
    },
  );
  const { asar } = await pack({ project: clone, electronDist, output: join(clone, 'dist'), env });
  return asar;
}

const contentOf = (asar: string, file: string) =>
  filesOf(asar).includes(file) ? extractFile(asar, file).toString('base64') : null;

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { checksums, differing } = await reproduce(process.argv[2] ?? 'HEAD');
  for (const checksum of checksums) console.log(`${checksum}  app.asar`);
  for (const file of differing) console.log(`differs: ${file}`);
  if (new Set(checksums).size > 1) process.exitCode = 1;
}
