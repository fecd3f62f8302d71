/** Set-up of each test file: reports at its end which mutants it has reached, and how long it took. */
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, expect } from 'vitest';
import { REACHED } from './names.ts';

const folder = process.env[REACHED];
const begun = performance.now();

if (folder !== undefined)
  afterAll(() => {
    const name = relative(process.cwd(), expect.getState().testPath ?? '');
    const mutants = Object.keys(globalThis.__stryker__?.mutantCoverage?.static ?? {});
    writeFileSync(
      join(folder, `${randomUUID()}.json`),
      JSON.stringify({ name, ms: Math.round(performance.now() - begun), mutants }),
    );
  });

declare global {
  // What the instrumented code keeps for StrykerJS.
  var __stryker__: { readonly mutantCoverage?: { readonly static: Readonly<Record<string, number>> } } | undefined;
}
