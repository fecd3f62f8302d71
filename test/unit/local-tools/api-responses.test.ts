/** Restrictions on the local API's responses. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { refuse } from '../../../main/local-tools/api-responses.ts';

function responseThatIs(state: { readonly headersSent: boolean; readonly destroyed: boolean }) {
  const written: unknown[] = [];
  const response = {
    ...state,
    writeHead: (status: number) => void written.push(status),
    end: () => void written.push('end'),
  };
  // The code under test uses only these members.
  return { written, response: response as unknown as ServerResponse };
}

it.each([
  ['has begun', { headersSent: true, destroyed: false }, []],
  ['whose caller is gone', { headersSent: false, destroyed: true }, []],
  ['is new', { headersSent: false, destroyed: false }, [500, 'end']],
])('a response that %s is refused with %j: %j', (_, state, expected) => {
  const { written, response } = responseThatIs(state);
  const request = { headers: {}, complete: true } as unknown as IncomingMessage;
  refuse(request, response, { problem: 'internal', detail: 'A bug.' });
  expect(written).toEqual(expected);
});
