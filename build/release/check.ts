/**
 * `node build/release/check.ts`: exits with 1 and lists each value of owner.json that the owner still has to fill in, and each
 * place that doesn't contain the value. A release starts with this check.
 */
import { notFilledIn, placesOutOfDate, readOwner } from './owner.ts';

const owner = readOwner();
const wrongs = [
  ...notFilledIn(owner, new Date()),
  ...placesOutOfDate(owner).map(
    ({ file, at }) => `${file} does not contain it: ${at}; run npx node build/release/fill-in.ts`,
  ),
];
for (const wrong of wrongs) process.stderr.write(`${wrong}\n`);
if (wrongs.length > 0) process.exitCode = 1;
