/** The entry that a Linux desktop runs at each login. Every path must survive writing and reading. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Command, printEntry, readEntry } from '../../../main/desktop/desktop-entry.ts';

const NAME = 'Transparenc Companion';

/** Splits lines only at line feeds, like desktops do. U+2028 is an ordinary character. */
function fieldOf(key: string, entry: string): string {
  const line = entry.split('\n').find((each) => each.startsWith(`${key}=`));
  return line?.slice(key.length + 1) ?? '';
}

describe('the entry', () => {
  it('is one that desktops know', () => {
    expect(printEntry(NAME, ['/opt/companion/transparenc-companion', '--hidden'])).toBe(
      [
        '[Desktop Entry]',
        'Type=Application',
        'Version=1.5',
        'Name=Transparenc Companion',
        'TryExec=/opt/companion/transparenc-companion',
        'Exec=/opt/companion/transparenc-companion --hidden',
        'Terminal=false',
        'StartupNotify=false',
        'X-GNOME-Autostart-enabled=true',
        'X-Transparenc-Companion=true',
        '',
      ].join('\n'),
    );
  });

  // As specified, first undo the string's escapes, then the quotes, then the field codes.
  it.each([
    ['/opt/Trans parenc/app', '"/opt/Trans parenc/app"', '/opt/Trans parenc/app'],
    ['/opt/a"b', String.raw`"/opt/a\\"b"`, '/opt/a"b'],
    ["/opt/a'b", `"/opt/a'b"`, "/opt/a'b"],
    ['/opt/$HOME', String.raw`"/opt/\\$HOME"`, '/opt/$HOME'],
    ['/opt/`id`', '"/opt/\\\\`id\\\\`"', '/opt/`id`'],
    ['/opt/a\\b', String.raw`"/opt/a\\\\b"`, String.raw`/opt/a\\b`],
    ['/opt/100%', 'env /opt/100%%', '/opt/100%'],
    ['/opt/%U %f', 'env "/opt/%%U %%f"', '/opt/%U %f'],
    ['/opt/a;b&c', '"/opt/a;b&c"', '/opt/a;b&c'],
    ['/opt/a\nExec=evil', String.raw`"/opt/a\nExec=evil"`, String.raw`/opt/a\nExec=evil`],
    ['/opt/a\rb\tc', String.raw`"/opt/a\rb\tc"`, String.raw`/opt/a\rb\tc`],
    ['/opt/ö日', '"/opt/ö日"', '/opt/ö日'],
  ])('starts %j by Exec=%s, if TryExec=%s is there', (program, exec, tryExec) => {
    const entry = printEntry(NAME, [program]);
    expect([fieldOf('Exec', entry), fieldOf('TryExec', entry)]).toEqual([exec, tryExec]);
  });

  it('keeps a space at the beginning of a name', () => {
    expect(fieldOf('Name', printEntry(' Transparenc Companion', ['/opt/app']))).toBe('\\sTransparenc Companion');
  });

  it('starts exactly the program it was made for, whatever its name', () => {
    const argument = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !text.includes('\0'));
    fc.assert(
      fc.property(argument, fc.array(argument), (program, args) => {
        const command: Command = [`/${program}`, ...args];
        const entry = printEntry(NAME, command);
        expect(entry.split('\n')).toHaveLength(11);
        const started = parseExec(unescapeString(fieldOf('Exec', entry)));
        expect(started[0] === 'env' ? started.slice(1) : started).toEqual(command);
        expect(unescapeString(fieldOf('TryExec', entry))).toBe(command[0]);
      }),
    );
  });
});

describe('what an entry holds', () => {
  const own = printEntry(NAME, ['/opt/app']);
  it.each([
    ['our own', own, true, true],
    ['ours, switched off by GNOME', own.replace('enabled=true', 'enabled=false'), false, true],
    ['ours, switched off by KDE', `${own}Hidden=true\n`, false, true],
    [
      'ours, switched off behind a translated name',
      own.replace('Name=', 'Name[de]=x\nHidden=true\nName='),
      false,
      true,
    ],
    ['ours, with spaces and Windows lines', own.replaceAll('=', ' = ').replaceAll('\n', '\r\n'), true, true],
    ['a copy of the one in the menu', '[Desktop Entry]\nType=Application\nExec=transparenc-companion\n', true, false],
    ['one with other groups', `${own}\n[Desktop Action x]\nHidden=true\nX-GNOME-Autostart-enabled=false\n`, true, true],
    ['nothing', '', true, false],
    ['one whose group only stands in a comment', `# ${own.replaceAll('\n', '\n# ')}\nHidden=true\n`, true, false],
    [
      'one with our group behind something else',
      `x[Desktop Entry]\nHidden=true\nX-Transparenc-Companion=true\n`,
      true,
      false,
    ],
    ['one with more behind our group', `[Desktop Entry] x\nHidden=true\nX-Transparenc-Companion=true\n`, true, false],
    ['one with spaces behind our group', own.replace('Entry]', 'Entry] \t'), true, true],
    [
      'one whose field only begins or ends like ours',
      '[Desktop Entry]\nNotHidden=true\nHidden=truely\nHiddenToo=true\n',
      true,
      false,
    ],
    ['a comment', '[Desktop Entry]\n# X-Transparenc-Companion=true\n# Hidden=true\n', true, false],
  ])('%s', (_, text, isOn, isOurs) => {
    expect(readEntry(text)).toEqual({ isOn, isOurs });
  });
});

function unescapeString(value: string): string {
  const characters: Readonly<Record<string, string>> = { s: ' ', n: '\n', t: '\t', r: '\r', '\\': '\\' };
  return value.replaceAll(/\\(.)/g, (whole, character) => characters[character] ?? whole);
}

/** The arguments of a command line, quoted or not, with `%%` for a percent sign. */
function parseExec(line: string): string[] {
  const words = [...line.matchAll(/"((?:[^"\\]|\\[\s\S])*)"|([^ ]+)/g)];
  return words.map(([, quoted, plain]) =>
    (quoted?.replaceAll(/\\(["`$\\])/g, '$1') ?? plain ?? '').replaceAll('%%', '%'),
  );
}
