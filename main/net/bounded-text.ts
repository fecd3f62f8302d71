/** Reads the text of a response with a limit. */
import type { FetchBody } from '../time/clock.ts';

/** Null if it's longer than `longestBytes`; the rest is then not read. Rejects if the body breaks off. */
export async function boundedText(body: FetchBody | null, longestBytes: number): Promise<string | null> {
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > longestBytes) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
