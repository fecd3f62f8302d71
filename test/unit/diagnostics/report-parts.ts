/** A dialog with the test's answers, and the test's own folder. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SaveDialogOptions } from 'electron';
import { saveReport } from '../../../main/diagnostics/save-dialog.ts';
import type { Diagnosis, Language, ReportSaved } from '../../../preload/api.ts';
import { snapshot } from '../../renderer/snapshots.ts';

interface Asking {
  readonly folder: string;
  /** Undefined if the user cancels. */
  readonly save: (filePath: string | undefined) => Promise<ReportSaved>;
  readonly read: (name: string) => string;
  /** The kinds of file that the last dialog offered. */
  readonly kinds: () => readonly string[];
  /** The path that the last dialog suggested. */
  readonly suggested: () => string | undefined;
  /** The options of the last dialog. */
  readonly options: () => SaveDialogOptions;
}

export async function askWhere(
  diagnosis: Diagnosis,
  language: Language,
  use: (asking: Asking) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'doctor-'));
  const shown = snapshot({ kind: 'no-server' }, { diagnosis, language });
  let options: SaveDialogOptions = {};
  try {
    await use({
      folder,
      save: (filePath) =>
        saveReport(shown, {
          dialog: {
            async showSaveDialog(...args: unknown[]) {
              // The options come last, whether or not there is a window.
              options = args.at(-1) as SaveDialogOptions;
              return { canceled: filePath === undefined, filePath: filePath ?? '' };
            },
          },
          window: null,
          folder,
          now: () => Date.UTC(2026, 10, 29, 21, 5),
        }),
      read: (name) => readFileSync(join(folder, name), 'utf8'),
      kinds: () => options.filters?.map(({ name }) => name) ?? [],
      suggested: () => options.defaultPath,
      options: () => options,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
