/** A real smart-HTTP git server on loopback over TLS, which wants a token as the password of Basic. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { selfSigned } from '../authorization-server/certificate.ts';

export interface GitServer {
  /** `host:port` */
  readonly host: string;
  readonly url: string;
  /** The certificate, which git has to trust (GIT_SSL_CAINFO). */
  readonly certificateFile: string;
  /** All passwords that were sent, in order. */
  readonly passwords: readonly string[];
  /** Rejects this token from now on. */
  reject(token: string): void;
  close(): Promise<void>;
}

/** Serves one repository that can be cloned and pushed to. @param accepts whether a token is one that was issued */
export async function startGitServer(folder: string, accepts: (token: string) => boolean): Promise<GitServer> {
  const repositories = join(folder, 'repositories');
  mkdirSync(repositories, { recursive: true });
  execFileSync('git', ['init', '-q', '--bare', 'work.git'], { cwd: repositories });
  execFileSync('git', ['-C', 'work.git', 'config', 'http.receivepack', 'true'], { cwd: repositories });
  const { key, cert } = selfSigned();
  const certificateFile = join(folder, 'git-server.pem');
  writeFileSync(certificateFile, cert);
  const passwords: string[] = [];
  const rejected = new Set<string>();
  const backend = join(execFileSync('git', ['--exec-path'], { encoding: 'utf8' }).trim(), 'git-http-backend');

  const server = createServer({ key, cert }, (request, response) => {
    const [, basic = ''] = /^Basic (.+)$/.exec(request.headers.authorization ?? '') ?? [];
    const credentials = Buffer.from(basic, 'base64').toString();
    const password = credentials.slice(credentials.indexOf(':') + 1);
    if (basic) passwords.push(password);
    if (!basic || rejected.has(password) || !accepts(password)) {
      request.resume();
      response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="git"' }).end();
      return;
    }
    const { pathname, search } = new URL(request.url ?? '', 'https://git.invalid');
    const child = spawn(backend, {
      env: {
        PATH: process.env['PATH'],
        GIT_PROJECT_ROOT: repositories,
        GIT_HTTP_EXPORT_ALL: '1',
        REQUEST_METHOD: request.method,
        PATH_INFO: pathname,
        QUERY_STRING: search.slice(1),
        CONTENT_TYPE: request.headers['content-type'],
        HTTP_CONTENT_ENCODING: request.headers['content-encoding'],
        REMOTE_USER: 'ada',
      },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    request.pipe(child.stdin);
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('close', () => {
      // CGI (RFC 3875 §6): headers, an empty line, the body.
      const output = Buffer.concat(chunks);
      const end = output.indexOf('\r\n\r\n');
      const headers = Object.fromEntries(
        output
          .toString('latin1', 0, end)
          .split('\r\n')
          .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
      );
      const { Status: status = '200', ...others } = headers;
      response.writeHead(Number.parseInt(status, 10), others).end(output.subarray(end + 4));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  return {
    host,
    url: `https://${host}/work.git`,
    certificateFile,
    passwords,
    reject: (token) => void rejected.add(token),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
