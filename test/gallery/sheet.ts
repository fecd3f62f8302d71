/** Shows all pictures on one sheet: a row for each state, a column for each variant. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

export interface Row {
  readonly name: string;
  /** The picture files, which are in the sheet's folder. */
  readonly pictures: readonly string[];
}

/** Writes `index.html` and `sheet.png` into the folder that holds the pictures. */
export async function makeSheet(page: Page, folder: string, rows: readonly Row[]): Promise<void> {
  const file = join(folder, 'index.html');
  writeFileSync(
    file,
    `<!doctype html><meta charset="utf-8"><title>Gallery</title>
<style>
  body { margin: 16px; font: 14px system-ui; background: #8a8d91; }
  main { display: grid; grid-template-columns: repeat(4, auto); gap: 24px; justify-content: start; }
  figure { margin: 0; display: flex; gap: 6px; flex-wrap: wrap; inline-size: 680px; }
  figcaption { flex: 1 0 100%; }
  img { inline-size: 160px; }
</style>
<main>
${rows
  .map(
    ({ name, pictures }) =>
      `<figure><figcaption>${name}</figcaption>${pictures.map((it) => `<img src="${it}" alt="">`).join('')}</figure>`,
  )
  .join('\n')}
</main>
`,
  );
  await page.setViewportSize({ width: 2850, height: 1000 });
  await page.goto(`file://${file}`);
  await page.screenshot({ path: join(folder, 'sheet.png'), fullPage: true });
}
