/**
 * Everything that crosses between the main process and a window: types only, plain data.
 * Tokens and `device_code` have no place in any of these types.
 */
export type * from './accounts.ts';
export type * from './doctor.ts';
export type * from './exchange.ts';
export type * from './requests.ts';
export type * from './server.ts';
export type * from './session.ts';
export type * from './settings.ts';
export type * from './snapshot.ts';
export type * from './storage.ts';
export type * from './tools.ts';
