/** What an error may be called where its message must not be told: that could hold anything, a token too. */

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

/** The class of what was thrown, or the kind of value that it is. */
export type ErrorName = (typeof NAMES)[number] | 'Error' | ReturnType<typeof kindOf>;

/** A name that is not on the list might be a library's, and put together at run time: it is called an `Error`. */
export function errorName(error: unknown): ErrorName {
  if (!(error instanceof Error)) return kindOf(error);
  return NAMES.find((name) => name === error.name) ?? 'Error';
}

/** The system's own name of an error, such as ENOENT; empty if it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function kindOf(value: unknown) {
  return typeof value;
}
