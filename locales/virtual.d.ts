/** Generated from locales/*.json by `npm run messages`. Do not edit. */
declare module 'messages:common' {
  const loaders: import('./catalog.ts').Loaders<'common'>;
  export default loaders;
}
declare module 'messages:connect' {
  const loaders: import('./catalog.ts').Loaders<'connect'>;
  export default loaders;
}
declare module 'messages:code' {
  const loaders: import('./catalog.ts').Loaders<'code'>;
  export default loaders;
}
declare module 'messages:signed-in' {
  const loaders: import('./catalog.ts').Loaders<'signed-in'>;
  export default loaders;
}
declare module 'messages:signed-out' {
  const loaders: import('./catalog.ts').Loaders<'signed-out'>;
  export default loaders;
}
declare module 'messages:failed' {
  const loaders: import('./catalog.ts').Loaders<'failed'>;
  export default loaders;
}
declare module 'messages:accounts' {
  const loaders: import('./catalog.ts').Loaders<'accounts'>;
  export default loaders;
}
declare module 'messages:pages' {
  const loaders: import('./catalog.ts').Loaders<'pages'>;
  export default loaders;
}
declare module 'messages:doctor' {
  const loaders: import('./catalog.ts').Loaders<'doctor'>;
  export default loaders;
}
declare module 'messages:consent' {
  const loaders: import('./catalog.ts').Loaders<'consent'>;
  export default loaders;
}
declare module 'messages:desktop' {
  const loaders: import('./catalog.ts').Loaders<'desktop'>;
  export default loaders;
}
declare module 'messages:terminal' {
  const loaders: import('./catalog.ts').Loaders<'terminal'>;
  export default loaders;
}
