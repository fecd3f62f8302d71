/** Playwright's global set-up: prepares what `npm test` has not prepared already. */
import { isPrepared, prepareTests } from './test-world.ts';

export default async function setup(): Promise<() => Promise<void>> {
  if (isPrepared()) return async () => {};
  return (await prepareTests([])).close;
}
