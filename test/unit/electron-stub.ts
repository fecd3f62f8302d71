/** Outside Electron there is no app; electron-store then asks only for an absolute `cwd`. */
export const app = undefined;
export const ipcMain = undefined;
export const shell = undefined;
export default { app, ipcMain, shell };
