/** `file:` URLs, and the content types of files. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { netError, netErrorName } from './errors.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.woff2': 'font/woff2',
};

/** The file's content as a response. Rejects with `net::ERR_FILE_NOT_FOUND`. */
export async function fetchFile(url: URL): Promise<Response> {
  const path = fileURLToPath(url);
  const found = await stat(path).catch((error: unknown) => {
    throw netError(netErrorName(error, { proxied: false, body: null, offline: false }));
  });
  if (!found.isFile()) throw netError('ERR_FILE_NOT_FOUND');
  const type = TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream';
  return new Response(ReadableStream.from(createReadStream(path)), { headers: { 'content-type': type } });
}
