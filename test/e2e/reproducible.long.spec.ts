/** The archive depends only on the commit: anyone can build it again and compare. */
import { expect, test } from '../harness/fixtures.ts';
import { reproduce } from '../package/reproduce.ts';

test('two builds of one commit hold the same archive, to the byte', async () => {
  const { checksums, differing } = await reproduce('HEAD');
  expect(differing).toEqual([]);
  expect(checksums).toHaveLength(2);
  expect(new Set(checksums).size).toBe(1);
});
