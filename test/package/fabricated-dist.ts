/**
 * An Electron distribution for packing when the real one is unavailable: its executable starts the stand-in.
 * It obeys its fuses as Electron's documentation describes, but doesn't show that Electron itself does.
 */
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Marks the fuses in Electron's binary; after it come the version (1), how many, and each one's state as a digit. */
const FUSES = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u000800000000';

const standIn = fileURLToPath(new URL('../electron-stand-in/electron', import.meta.url));
const electron: { readonly version: string } = createRequire(import.meta.url)('electron/package.json');

/** Writes the distribution into `folder`, which is created if necessary. */
export async function fabricateElectronDist(folder: string): Promise<void> {
  await mkdir(join(folder, 'locales'), { recursive: true });
  await mkdir(join(folder, 'resources'), { recursive: true });
  for (const file of ['LICENSE', 'LICENSES.chromium.html', 'locales/en-US.pak'])
    await writeFile(join(folder, file), '');
  await writeFile(join(folder, 'version'), electron.version);
  await writeFile(join(folder, 'electron'), executable());
  await chmod(join(folder, 'electron'), 0o755);
}

/** The shell never reads past `exec`, so the fuses that electron-builder flips can follow it. */
function executable(): string {
  return `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
fuses=$(tail -n 1 "$0")
off() { case $fuses in *$(printf '\\001\\010')$1*) true ;; *) false ;; esac; }
if off '0'; then unset ELECTRON_RUN_AS_NODE; fi
if off '??0'; then unset NODE_OPTIONS NODE_EXTRA_CA_CERTS; fi
if off '???0'; then
  for arg do
    shift
    case $arg in --inspect*) ;; *) set -- "$@" "$arg" ;; esac
  done
fi
export ELECTRON_STAND_IN_ASAR="$here/resources/app.asar"
# Electron refuses to run as root with a sandbox, and the installed app refuses the switch that allows it.
if [ "$(id -u)" = 0 ]; then exec unshare --user --map-user=1000 "${standIn}" "$@"; fi
exec "${standIn}" "$@"
# ${FUSES}
`;
}
