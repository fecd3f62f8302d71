/** Compares the wire format in docs/local-tools.md with the API itself. */
import { afterEach, describe, expect, it } from 'vitest';
import { problemUri } from '../../../main/local-tools/problems.ts';
import { parseTokenRequest } from '../../../main/local-tools/token-request.ts';
import { rowsUnder } from '../markdown.ts';
import { readText } from '../sources.ts';
import { api, closeApis, send } from './api-over.ts';
import { brokerOver } from './parts.ts';

afterEach(closeApis);

const text = readText('docs/local-tools.md');
const routes = rowsUnder(text, 'request | response').map(([cell = '', response = '']) => {
  const route = cell.replaceAll('`', '');
  const [method = '', path = ''] = route.split(' ');
  return { route, method, path, response };
});

/** All field names in a response, at any depth. */
function namesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...namesIn(inner)]);
}

describe('the requests', () => {
  it('are those that the API knows', () => {
    const known = [...readText('main/local-tools/api-server.ts').matchAll(/case '([A-Z]+ \/\S+)':/g)];
    expect(routes.map(({ route }) => route).sort()).toEqual(known.map(([, route]) => route).sort());
  });

  it.each(routes)(
    '$route responds with the names that its row lists, and no other',
    async ({ method, path, response }) => {
      const { path: socket } = await api();
      const { status, text: body } = await send(socket, { method, path });
      expect(status).toBe(path === '/v1/hand-over' ? 202 : 200);
      const names = new Set(namesIn(JSON.parse(body)));
      const listed = [...response.matchAll(/`([a-z_]+)`/g)].map(([, name = '']) => name);
      const ofAccounts = response.includes('as above') ? ['id', 'name', 'server', 'user', 'state'] : [];
      expect([...names].filter((name) => ![...listed, ...ofAccounts].includes(name))).toEqual([]);
      const values = ['window', 'serve', 'command', 'ask', 'off', 'always', 'until-lock'];
      expect(listed.filter((name) => !names.has(name) && !values.includes(name))).toEqual([]);
    },
  );

  it('are refused while the list of accounts cannot be read, except those that the text names', async () => {
    expect(text).toContain('every request but `rejected` and `hand-over` is refused with `storage-unreadable`');
    const { broker } = await brokerOver({ accounts: 0, listTrouble: 'accounts.json' });
    const { path: socket } = await api({ broker });
    for (const { method, path } of routes) {
      const { text: body } = await send(socket, { method, path });
      const isRefused = JSON.parse(body).type === problemUri('storage-unreadable');
      expect([path, isRefused]).toEqual([path, !/rejected|hand-over/.test(path)]);
    }
  });
});

describe('the fields', () => {
  const fields = rowsUnder(text, 'field | what it is').flatMap(([names = '']) => names.replaceAll('`', '').split(', '));

  it('are those that the API reads', () => {
    const read = parseTokenRequest('{"tool":"backup"}');
    const names = Object.keys(read).map((name) => (name === 'minValidMs' ? 'minValid' : name));
    expect(fields.sort()).toEqual(names.sort());
  });
});

describe('the limits', () => {
  it.each([
    ['processes 64 requests at a time', 'main/local-tools/token-broker.ts', 'MOST_AT_WORK = 64;'],
    ['16 kB of body', 'main/local-tools/api-server.ts', 'LONGEST_BODY_BYTES = 16 * 1024;'],
    ['8 kB of headers', 'main/local-tools/api-server.ts', 'LONGEST_HEADERS_BYTES = 8 * 1024;'],
    ['within ten seconds', 'main/local-tools/api-server.ts', 'REQUEST_LIMIT_MS = 10_000;'],
    ["If you don't answer within a minute", 'main/local-tools/consent.ts', 'ANSWER_LIMIT_MS = 60_000;'],
    ['three questions within ten minutes', 'main/local-tools/consent.ts', 'MOST_REFUSALS = 3;'],
    ['no program can ask for ten minutes', 'main/local-tools/consent.ts', 'PERIOD_MS = 10 * 60_000;'],
    ['at most every ten minutes', 'main/local-tools/rejected-tokens.ts', 'BETWEEN_REFRESHES_MS = 10 * 60_000;'],
    ['for ten seconds', 'main/local-tools/grants.ts', 'FAILURE_LASTS_MS = 10_000;'],
  ])('%s', (stated, file, line) => {
    expect(text).toContain(stated);
    expect(readText(file)).toContain(line);
  });
});
