/** Names errors for logs and views. Their messages are not used, because they may contain anything, even a token. */

const NAMES = [
  'AbortError',
  'AggregateError',
  'AssertionError',
  'AxiosError',
  'CanceledError',
  'DataCloneError',
  'EvalError',
  'InvalidStateError',
  'NotSupportedError',
  'RangeError',
  'ReferenceError',
  'StorageError',
  'SyntaxError',
  'TimeoutError',
  'TypeError',
  'URIError',
  'ValiError',
  'VaultError',
] as const;

/** The class of an error, or the type of any other thrown value. */
export type ErrorName = (typeof NAMES)[number] | 'Error' | ReturnType<typeof kindOf>;

/** Returns a name from a fixed list, and `Error` for all others, because a library may build names at run time. */
export function errorName(error: unknown): ErrorName {
  if (!(error instanceof Error)) return kindOf(error);
  return NAMES.find((name) => name === error.name) ?? 'Error';
}

/** A position in the built app: file, line and column, such as `index.js:120:14`. */
export type CodeLocation = `${string}.js:${number}:${number}`;

/**
 * The position where an error was created: the first line of its stack in the app's own code; null if there is none. The message
 * at the start of the stack is removed, because it could contain lines that look like a stack's. A stack that doesn't start with
 * the message is not read.
 */
export function codeLocation(error: unknown): CodeLocation | null {
  if (!(error instanceof Error) || typeof error.stack !== 'string') return null;
  // The stack starts with the class at creation, which may differ from the current name.
  const [madeAs = ''] = /^[\w$]*/.exec(error.stack) ?? [];
  const head = error.message ? `${madeAs}: ${error.message}` : madeAs;
  if (!error.stack.startsWith(`${head}\n`)) return null;
  const frame = /[\\/]out[\\/]main[\\/](?:[\w-]+[\\/])*([\w-]+)\.js:(\d+):(\d+)\)?$/m.exec(
    error.stack.slice(head.length),
  );
  if (!frame) return null;
  const [, file = '', line, column] = frame;
  return `${file}.js:${Number(line)}:${Number(column)}`;
}

/** The system's error code, such as ENOENT; empty if there is none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function kindOf(value: unknown) {
  return typeof value;
}
