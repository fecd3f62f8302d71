/** A copy of this checkout, in which `npm start` can build and keep its data without touching what is here. */
import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ROOT } from './paths.ts';

/** Generated files, and files that belong to one checkout. */
const LEFT_OUT = new Set(['node_modules', '.git', '.data', 'out', 'dist', 'test-results', 'playwright-report']);

export interface CheckoutOptions {
  /** Whether the copy gets its own `electron` package, without the binary that may be in this checkout. */
  readonly ownElectron?: boolean;
}

/** Copies the checkout to `folder`. It uses the packages of this checkout. */
export function copyCheckout(folder: string, { ownElectron = false }: CheckoutOptions = {}): void {
  cpSync(ROOT, folder, { recursive: true, filter: (file) => dirname(file) !== ROOT || !LEFT_OUT.has(basename(file)) });
  const [packages, copies] = [join(ROOT, 'node_modules'), join(folder, 'node_modules')];
  if (!ownElectron) {
    symlinkSync(packages, copies, 'dir');
    return;
  }
  mkdirSync(copies);
  for (const name of readdirSync(packages))
    if (name !== 'electron' && name !== '.cache') symlinkSync(join(packages, name), join(copies, name), 'dir');
  const electron = join(packages, 'electron');
  const binary = [join(electron, 'dist'), join(electron, 'path.txt')];
  cpSync(electron, join(copies, 'electron'), { recursive: true, filter: (file) => !binary.includes(file) });
}
