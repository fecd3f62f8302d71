/** A dialog that answers as a test says, over a folder of the test's own. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { saveReport } from '../../main/doctor/ask-where.ts';
import type { Examination, ReportSaved } from '../../preload/api.ts';
import { snapshot } from '../renderer/snapshots.ts';

interface Asking {
  readonly folder: string;
  /** Undefined: the person cancels. */
  readonly save: (filePath: string | undefined) => Promise<ReportSaved>;
  readonly read: (name: string) => string;
}

export async function askWhere(examination: Examination, use: (asking: Asking) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'doctor-'));
  const shown = snapshot({ kind: 'no-server' }, { examination });
  try {
    await use({
      folder,
      save: (filePath) =>
        saveReport(shown, {
          dialog: {
            showSaveDialog: async () => ({ canceled: filePath === undefined, filePath: filePath ?? '' }),
          },
          window: null,
          folder,
          now: () => 0,
        }),
      read: (name) => readFileSync(join(folder, name), 'utf8'),
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
