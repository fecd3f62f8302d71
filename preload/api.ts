/**
 * The contract between the main process and its windows: only types, and only plain data. None of these types can hold a token or
 * a `device_code`.
 */
export type * from './accounts.ts';
export type * from './doctor.ts';
export type * from './requests.ts';
export type * from './responses.ts';
export type * from './server.ts';
export type * from './session.ts';
export type * from './settings.ts';
export type * from './snapshot.ts';
export type * from './storage.ts';
export type * from './tools.ts';
