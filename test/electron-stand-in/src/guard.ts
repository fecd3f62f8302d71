/** Makes members that are not implemented throw an error with their name, because a silent no-op would hide the gap. */

/**
 * Puts a guard behind `object`: reading a property that neither it nor its prototypes have throws.
 * `lacking` names what Electron itself lacks on Linux: that stays undefined, so an app can ask for it.
 */
export function guard<Thing extends object>(name: string, object: Thing, lacking: readonly string[] = []): Thing {
  const behind: object = Object.getPrototypeOf(object) ?? Object.prototype;
  Object.setPrototypeOf(object, new Proxy(behind, { get: getter(name, lacking) }));
  return object;
}

/** Guards a class that apps instantiate: its static members and its instances. */
export function guardClass(name: string, type: { readonly prototype: object }, lacking: readonly string[] = []): void {
  guard(name, type, lacking);
  guard(`${name}.prototype`, type.prototype, lacking);
}

/** Makes every member of a destroyed instance throw, as Electron's wrappers of native objects do (function_template.h). */
export function refuseDestroyed(type: { readonly prototype: Destroyable }): void {
  for (const [name, member] of Object.entries(Object.getOwnPropertyDescriptors(type.prototype))) {
    const original: unknown = member.get ?? member.value;
    if (typeof original !== 'function' || USABLE_WHEN_DESTROYED.has(name)) continue;
    const guarded = function (this: Destroyable, ...args: readonly unknown[]): unknown {
      if (this.isDestroyed()) throw new TypeError('Object has been destroyed');
      return Reflect.apply(original, this, args);
    };
    Object.defineProperty(type.prototype, name, { ...member, ...(member.get ? { get: guarded } : { value: guarded }) });
  }
}

interface Destroyable {
  isDestroyed(): boolean;
}

const USABLE_WHEN_DESTROYED = new Set(['constructor', 'destroy', 'isDestroyed']);

/** The error for a missing member of Electron's. */
export function notImplemented(name: string): Error {
  return new Error(`${name} is not implemented by the Electron stand-in`);
}

function getter(name: string, lacking: readonly string[]) {
  return (behind: object, key: string | symbol, receiver: unknown): unknown => {
    if (key in behind) return Reflect.get(behind, key, receiver);
    if (typeof key === 'symbol' || key.startsWith('_') || ASKED_OF_ANYTHING.has(key) || lacking.includes(key))
      return undefined;
    throw notImplemented(`${name}.${key}`);
  };
}

/** Properties that the language, inspectors and test tools read on any object. */
const ASKED_OF_ANYTHING = new Set([
  'then',
  'toJSON',
  'nodeType',
  'tagName',
  'asymmetricMatch',
  '$$typeof',
  'domain',
  'default',
  'length',
  'name',
]);
