/** Counts the end-to-end stories for the last line. */
import type { FullConfig, Reporter, Suite } from '@playwright/test/reporter';
import { type Skip, writeTally } from './tally.ts';

export default class StoryReporter implements Reporter {
  #root: Suite | null = null;
  #errors = 0;

  onBegin(_config: FullConfig, root: Suite): void {
    this.#root = root;
  }

  /** Errors outside of tests. */
  onError(): void {
    this.#errors += 1;
  }

  onEnd(): void {
    let passed = 0;
    let failed = this.#errors;
    const skipped: Skip[] = [];
    for (const test of this.#root?.allTests() ?? []) {
      const name = test.titlePath().filter(Boolean).join(' > ');
      switch (test.outcome()) {
        case 'expected':
          passed += 1;
          break;
        case 'skipped':
          // It was not skipped on purpose: the run ended before its turn.
          if (test.results.length === 0 || test.expectedStatus !== 'skipped') failed += 1;
          else
            skipped.push({
              name,
              reason: reasonOf(test.annotations.concat(test.results.flatMap((it) => it.annotations))),
            });
          break;
        default:
          // A flaky story counts as failed.
          failed += 1;
      }
    }
    writeTally({ passed, failed, skipped });
  }

  printsToStdio(): boolean {
    return false;
  }
}

function reasonOf(annotations: readonly { readonly type: string; readonly description?: string }[]): string {
  const skip = annotations.find(({ type, description }) => ['skip', 'fixme'].includes(type) && description);
  return skip?.description ?? 'no reason given';
}
