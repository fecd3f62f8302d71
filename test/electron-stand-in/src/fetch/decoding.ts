/** Decodes by `Content-Encoding`, as a stream. */
import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';

/** Decodes `stream`; unknown encodings are passed on unchanged. An error of either stream ends the result. */
export function decoded(stream: Readable, encoding: string | null): Readable {
  const decoder = decoderFor(encoding?.trim().toLowerCase());
  // If the stream fails, pipeline destroys the decoder with the error, which passes it on.
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
