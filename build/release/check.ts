/**
 * `node build/release/check.ts`: ends with 1 and names each value of owner.json that the owner still has to fill in, and each
 * place that does not hold the value. A release begins with it.
 */
import { notFilledIn, placesOutOfDate, readOwner } from './owner.ts';

const owner = readOwner();
const wrongs = [
  ...notFilledIn(owner, new Date()),
  ...placesOutOfDate(owner).map(({ file, at }) => `${file} does not hold it: ${at}; run node build/release/fill-in.ts`),
];
for (const wrong of wrongs) process.stderr.write(`${wrong}\n`);
if (wrongs.length > 0) process.exitCode = 1;
