/** The text of a response, within a limit. */
import { expect, it } from 'vitest';
import { boundedText } from '../../../main/net/bounded-text.ts';

/** A body that arrives in these pieces. */
function bodyOf(...chunks: readonly Uint8Array[]) {
  async function* arriving() {
    yield* chunks;
  }
  return Object.assign(arriving(), { cancel: async () => undefined });
}

it('may have as many bytes as the limit, which are more than its characters', async () => {
  const bytes = Buffer.from('äöü');
  expect(await boundedText(bodyOf(bytes), 6)).toBe('äöü');
  expect(await boundedText(bodyOf(bytes), 5)).toBeNull();
});

it('has a character whose bytes arrive separately, and a sign in the place of one that is cut off', async () => {
  const bytes = Buffer.from('ä');
  expect(await boundedText(bodyOf(bytes.subarray(0, 1), bytes.subarray(1)), 2)).toBe('ä');
  expect(await boundedText(bodyOf(bytes.subarray(0, 1)), 2)).toBe('\ufffd');
});

it('is empty if there is no body', async () => {
  expect(await boundedText(null, 0)).toBe('');
});
