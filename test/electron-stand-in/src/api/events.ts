/** Events whose listeners may prevent them. */

export interface Preventable {
  preventDefault(): void;
  readonly defaultPrevented: boolean;
}

/** An event object with `details`, as Electron passes it first to listeners. */
export function preventable<Details extends object>(details: Details): Details & Preventable {
  let prevented = false;
  const own = {
    preventDefault() {
      prevented = true;
    },
    get defaultPrevented() {
      return prevented;
    },
  };
  return Object.defineProperties(own, Object.getOwnPropertyDescriptors(details)) as Details & Preventable;
}
