/** A mirror of Electron's release host on this computer, with an Electron made for a test: for ELECTRON_MIRROR. */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { crc32 } from 'node:zlib';

export interface ElectronMirror {
  readonly url: string;
  close(): Promise<void>;
}

export interface MirrorOptions {
  readonly version: string;
  /** The executable in the archive. */
  readonly executable: Buffer;
  /** `wrong checksum`: the list contains a different one. `stalled`: only half of the archive arrives. */
  readonly fault: 'wrong checksum' | 'stalled' | null;
}

/** Serves `v<version>/electron-v<version>-linux-<arch>.zip` and the list of checksums beside it. */
export async function startElectronMirror({ version, executable, fault }: MirrorOptions): Promise<ElectronMirror> {
  const archive = `electron-v${version}-linux-${process.arch}.zip`;
  const zip = zipOf([
    { name: 'electron', mode: 0o755, content: executable },
    { name: 'version', mode: 0o644, content: Buffer.from(version) },
  ]);
  const signed = fault === 'wrong checksum' ? Buffer.from('another archive') : zip;
  const checksums = `${createHash('sha256').update(signed).digest('hex')} *${archive}\n`;
  const server = createServer((request, response) => {
    if (request.url === `/v${version}/SHASUMS256.txt`) {
      response.end(checksums);
    } else if (request.url === `/v${version}/${archive}`) {
      response.writeHead(200, { 'content-length': zip.length });
      if (fault === 'stalled') response.write(zip.subarray(0, zip.length >> 1));
      else response.end(zip);
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // The address of a listening TCP server is always an object with a port.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Entry {
  readonly name: string;
  /** Unix permissions. */
  readonly mode: number;
  readonly content: Buffer;
}

/** A zip archive (APPNOTE 6.3) whose entries are stored as they are. */
function zipOf(entries: readonly Entry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, mode, content } of entries) {
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x21, 8);
    fields.writeUInt32LE(crc32(content), 10);
    fields.writeUInt32LE(content.length, 14);
    fields.writeUInt32LE(content.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, Buffer.from(name), content]);
    const central = Buffer.alloc(14);
    // The mode of a regular file, as Unix keeps it in the upper half of the external attributes.
    central.writeUInt32LE(((0o100000 | mode) << 16) >>> 0, 6);
    central.writeUInt32LE(offset, 10);
    // Made by: Unix, version 2.0.
    directory.push(Buffer.from('PK\x01\x02\x14\x03', 'latin1'), fields, central, Buffer.from(name));
    parts.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, list, end]);
}
