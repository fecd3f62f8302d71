/** Decodes by `Content-Encoding`, as a stream. */
import { pipeline, type Readable, type Transform } from 'node:stream';

/** Decodes `stream`; unknown encodings are passed on unchanged. An error of either stream ends the result. */
export function decoded(stream: Readable, encoding: string | null): Readable {
  const decoder = decoderFor(encoding?.trim().toLowerCase());
  // If the stream fails, pipeline destroys the decoder with the error, which passes it on.
  return decoder === null ? stream : pipeline(stream, decoder, () => undefined);
}

/** Not with an `import`: Electron decodes in another process, so an app's memory doesn't contain what decodes. */
const zlib = () => process.getBuiltinModule('node:zlib');

function decoderFor(encoding: string | undefined): Transform | null {
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return zlib().createGunzip();
    case 'deflate':
      return zlib().createInflate();
    case 'br':
      return zlib().createBrotliDecompress();
    case 'zstd':
      return zlib().createZstdDecompress();
    default:
      return null;
  }
}
