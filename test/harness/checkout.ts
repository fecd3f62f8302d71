/** A copy of this checkout, in which `npm start` can build and keep its data without touching what is here. */
import { cpSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ROOT } from './paths.ts';

/** What is made from the rest, or belongs to one place. */
const LEFT_OUT = new Set(['node_modules', '.git', '.data', 'out', 'dist', 'test-results', 'playwright-report']);

/** Copies the checkout to `folder`; its packages are the ones here. */
export function copyCheckout(folder: string): void {
  cpSync(ROOT, folder, { recursive: true, filter: (file) => dirname(file) !== ROOT || !LEFT_OUT.has(basename(file)) });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir');
}
