/** A limit for each wait, so that a measurement that hangs fails by name. */

/** Long enough for a very busy machine. */
const LIMIT_MS = 120_000;

/**
 * Settles as `promise` does, or rejects after two minutes.
 * @param missing names what was waited for in the error, such as `the blank app’s heading`
 */
export async function within<T>(missing: () => string, promise: Promise<T>): Promise<T> {
  const limit = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => limit.reject(new Error(`${missing()} did not come within ${LIMIT_MS / 1000} s`)),
    LIMIT_MS,
  );
  try {
    return await Promise.race([promise, limit.promise]);
  } finally {
    clearTimeout(timer);
  }
}
