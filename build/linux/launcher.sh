#!/bin/sh
# What users start. Where there is no display, Electron ends before the app's first line: a run without a window gets a
# display that only exists in memory.
# Variables that users may have exported are left alone: what `exec` runs gets them as they were.
companion_here=$0
# Only a link, such as the one on PATH, has to be followed: each program that is started here costs a millisecond.
if [ -L "$0" ] || [ "${0#*/}" = "$0" ]; then companion_here=$(readlink -f -- "$0"); fi
companion_here=${companion_here%/*}
companion_binary=$companion_here/transparenc-companion.bin

# Whether Chromium can make its sandbox here. Only a run of the binary shows that where AppArmor decides for each program
# (Ubuntu 23.10 and later): it dies of a signal if it can't.
sandbox_works() {
  companion_restricted=$(cat /proc/sys/kernel/apparmor_restrict_unprivileged_userns 2>/dev/null)
  if [ "$companion_restricted" != 1 ] && unshare --user --map-root-user true 2>/dev/null; then return 0; fi
  timeout 20 "$companion_binary" --ozone-platform=headless --disable-gpu --version >/dev/null 2>&1
}

# An AppImage brings no AppArmor profile. It alone goes without a sandbox, and only if a try has failed: what its AppRun
# guesses, or a user asks for, does not count. Root gets no such help: Companion does not run as root.
if [ -e "$companion_here/AppRun" ]; then
  unset ELECTRON_DISABLE_SANDBOX
  for companion_argument in "$@"; do
    shift
    if [ "$companion_argument" != --no-sandbox ]; then set -- "$@" "$companion_argument"; fi
  done
  if [ "$(id -u)" != 0 ] && ! sandbox_works; then set -- --no-sandbox "$@"; fi
fi

without_window() {
  exec "$companion_binary" --ozone-platform=headless --disable-gpu "$@"
}

# The first argument without dashes is a command, and no command needs a window. What follows `--` belongs to a child.
for companion_argument in "$@"; do
  case $companion_argument in
    --terminal | --doctor | --check-config=* | --help | --version) without_window "$@" ;;
    --) break ;;
    -*) ;;
    login | logout | status | doctor | token | exec | credential | accounts | tools | serve) without_window "$@" ;;
    *) break ;;
  esac
done
exec "$companion_binary" "$@"
