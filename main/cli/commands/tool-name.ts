/** What a caller is called if it does not name itself. */

/** The longest name that the API takes. */
const LONGEST = 64;

/** A name that the API accepts, from the name of a program: its folders and its ending for Windows left out. */
export function toolNameFrom(program: string): string {
  const base = program.split(/[/\\]/).at(-1) ?? '';
  const name = base
    .replace(/\.(exe|cmd|bat|com)$/i, '')
    .replace(/[^A-Za-z0-9._+@-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, LONGEST);
  return name || 'terminal';
}
