/** How requests fail. Scripts depend on the numbers, and users read the texts. */
import { expect, it } from 'vitest';
import { isProblemType, PROBLEMS, problemOf, problemUri } from '../../../main/local-tools/problems.ts';

it('each has its status, its exit code and one line that explains it', () => {
  const table = Object.entries(PROBLEMS).map(([name, { status, exitCode, title }]) =>
    [name, status, exitCode, title].join(' '),
  );
  expect(table).toEqual([
    'bad-request 400 64 The request is not valid.',
    'not-found 404 64 The API has nothing at this path.',
    'untrusted-caller 403 64 The API does not serve this caller.',
    'unknown-account 404 64 No account matches.',
    'ambiguous-account 409 11 More than one account matches.',
    'not-signed-in 409 9 No one is signed in.',
    'storage-unreadable 409 6 The sign-in cannot be read.',
    'declined 403 2 The user did not allow it.',
    'no-consent 403 10 No one could be asked, or no one answered.',
    'host-not-allowed 403 64 This host cannot get the token.',
    'tools-off 403 78 Local tools are off.',
    'not-allowed-by-policy 403 78 The administrator does not allow this tool.',
    'lifetime-unavailable 422 12 No token is valid for that long.',
    'server-unreachable 503 5 The server cannot be reached.',
    'server-refused 502 4 The server refused.',
    'busy 429 7 Too many requests are waiting.',
    'shutting-down 503 7 The app is quitting.',
    'internal 500 1 Something went wrong in the app.',
  ]);
});

it('each is known by its type, and no foreign one is', () => {
  for (const name of Object.keys(PROBLEMS)) expect(isProblemType(name) && problemOf(problemUri(name))).toBe(name);
  for (const other of [
    'busy',
    'urn:transparenc-companion:problem:',
    'urn:transparenc-companion:problem:toString',
    'xurn:transparenc-companion:problem:busy',
    7,
    null,
  ])
    expect(problemOf(other)).toBeNull();
});
