/** Modules that the build compiles from the JSON files: see build/messages/vite-plugin.ts. */
declare module 'messages:*/doctor' {
  const catalog: import('./catalog.ts').DoctorCatalog;
  export default catalog;
}
declare module 'messages:*' {
  const catalog: import('./catalog.ts').Catalog;
  export default catalog;
}
