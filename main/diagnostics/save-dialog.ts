/** "Save report": the system's dialog asks for the file, and before replacing one. */
import { join } from 'node:path';
import type { BrowserWindow, Dialog, SaveDialogOptions } from 'electron';
import { loadDoctorMessages } from '../../locales/doctor.ts';
import type { ReportSaved, Snapshot } from '../../preload/api.ts';
import { troubleOf } from '../files/storage-error.ts';
import { reportText } from './report.ts';
import { saveReport as write } from './save.ts';

interface ReportParts {
  readonly dialog: Pick<Dialog, 'showSaveDialog'>;
  /** The window that asks; null if it was closed meanwhile. */
  readonly window: BrowserWindow | null;
  /** The dialog's initial folder. */
  readonly folder: string;
  readonly now: () => number;
}

/** Writes the findings so far. Never rejects. */
export async function saveReport(snapshot: Snapshot, parts: ReportParts): Promise<ReportSaved> {
  const { dialog, window, folder, now } = parts;
  const day = new Date(now()).toISOString().slice(0, 10);
  try {
    const { savedAs } = await loadDoctorMessages(snapshot);
    const options: SaveDialogOptions = {
      defaultPath: join(folder, `companion-report-${day}.txt`),
      filters: [{ name: savedAs, extensions: ['txt'] }],
      // macOS and Windows always ask before replacing a file; Linux doesn't.
      properties: ['showOverwriteConfirmation', 'createDirectory'],
    };
    const { canceled, filePath } = await (window
      ? dialog.showSaveDialog(window, options)
      : dialog.showSaveDialog(options));
    if (canceled || !filePath) return { kind: 'canceled' };
    // Support reads English.
    const words = await loadDoctorMessages({ language: 'en', systemLocale: 'en' });
    const findings = snapshot.diagnosis?.findings ?? [];
    await write(filePath, reportText(findings, words, now()), { mayReplace: true });
    return { kind: 'saved' };
  } catch (error) {
    return { kind: 'not-saved', trouble: troubleOf(error) };
  }
}
