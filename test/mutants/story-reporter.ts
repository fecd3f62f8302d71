/** Records the current story for the processes that it starts, and at the end each result. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';
import { REACHED, STORIES } from './names.ts';

/** The report of a run of stories: JSON in the file that a variable names. */
export interface StoryResult {
  /** Its file and line in Playwright's format. */
  readonly name: string;
  readonly title: string;
  readonly ms: number;
  readonly passed: boolean;
}

export default class implements Reporter {
  readonly #results: StoryResult[] = [];

  onTestBegin(test: TestCase, { parallelIndex }: TestResult): void {
    const folder = process.env[REACHED];
    if (folder === undefined) return;
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `story-${parallelIndex}`), nameOf(test));
  }

  onTestEnd(test: TestCase, { duration, status }: TestResult): void {
    if (status === 'skipped' || status === 'interrupted') return;
    this.#results.push({ name: nameOf(test), title: test.title, ms: duration, passed: status === 'passed' });
  }

  onEnd(): void {
    const file = process.env[STORIES];
    if (file !== undefined) writeFileSync(file, JSON.stringify(this.#results));
  }

  printsToStdio(): boolean {
    return false;
  }
}

function nameOf({ location: { file, line } }: TestCase): string {
  return `${relative(process.cwd(), file)}:${line}`;
}
