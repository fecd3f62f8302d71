/** Counts the unit tests for the last line. */
import type { Reporter, TestModule } from 'vitest/node';
import { type Skip, writeTally } from './tally.ts';

export default class UnitReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    let passed = 0;
    let failed = unhandled.length;
    const skipped: Skip[] = [];
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === 'passed') passed += 1;
        else if (result.state === 'skipped')
          skipped.push({ name: test.fullName, reason: result.note ?? 'no reason given' });
        else failed += 1;
      }
      // A file that could not be loaded, or a hook that threw outside any test.
      failed += module.errors().length;
    }
    writeTally({ passed, failed, skipped });
  }
}
