/** Stories whose server stands behind one that fails on demand. */
import { type FaultyServer, startFaultyFront } from '../authorization-server/faulty.ts';
import { test as base } from '../harness/fixtures.ts';

export type { Fault } from '../authorization-server/faults.ts';
export { PATHS } from '../authorization-server/faulty.ts';
export { expect } from '../harness/fixtures.ts';

/** `server` is behind `front`, and uses its address. */
export const test = base.extend<{ front: FaultyServer; both: Awaited<ReturnType<typeof startFaultyFront>> }>({
  async both({ serverOptions }, use) {
    const both = await startFaultyFront({ intervalS: 0.2, ...serverOptions });
    await use(both);
    await both.close();
  },
  front: ({ both }, use) => use(both.front),
  server: ({ both }, use) => use(both.server),
});
