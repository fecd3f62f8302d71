/** Decodes by `Content-Encoding`, as a stream. */
import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';

/** `stream` without its encoding; one that is not known passes as it is. An error of either ends the result. */
export function decoded(stream: Readable, encoding: string | null): Readable {
  const decoder = decoderFor(encoding?.trim().toLowerCase());
  // The error arrives through the decoder: pipeline destroys it with whatever broke.
  return decoder === null ? stream : pipeline(stream, decoder, () => undefined);
}

function decoderFor(encoding: string | undefined): Transform | null {
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    case 'zstd':
      return createZstdDecompress();
    default:
      return null;
  }
}
