#!/bin/sh
# The command that users start. Without a display, Electron ends before the app's first line, so a run without a window gets
# a display that only exists in memory.
# Variables that users may have exported stay unchanged, because the command of `exec` inherits them.
companion_here=$0
# Follows only links, such as the one on PATH, because each program that is started here costs a millisecond.
if [ -L "$0" ] || [ "${0#*/}" = "$0" ]; then companion_here=$(readlink -f -- "$0"); fi
companion_here=${companion_here%/*}
companion_binary=$companion_here/transparenc-companion.bin

# Whether Chromium can create its sandbox here. If AppArmor decides for each program (Ubuntu 23.10 and later), only a run of
# the binary shows this: it dies of a signal if it can't.
sandbox_works() {
  companion_restricted=$(cat /proc/sys/kernel/apparmor_restrict_unprivileged_userns 2>/dev/null)
  if [ "$companion_restricted" != 1 ] && unshare --user --map-root-user true 2>/dev/null; then return 0; fi
  timeout 20 "$companion_binary" --ozone-platform=headless --disable-gpu --version >/dev/null 2>&1
}

# An AppImage has no AppArmor profile. Only an AppImage runs without a sandbox, and only if an attempt has failed, whatever its
# AppRun guesses or a user asks for. This doesn't apply to root, because Companion doesn't run as root.
if [ -e "$companion_here/AppRun" ]; then
  unset ELECTRON_DISABLE_SANDBOX
  for companion_argument in "$@"; do
    shift
    if [ "$companion_argument" != --no-sandbox ]; then set -- "$@" "$companion_argument"; fi
  done
  if [ "$(id -u)" != 0 ] && ! sandbox_works; then set -- --no-sandbox "$@"; fi
fi

# Electron removes two of the user's variables, because a fuse of the package forbids it to read them. The command of `exec` may
# need them, so they are passed on under other names (main/cli/child.ts).
without_window() {
  if [ -n "${NODE_OPTIONS+set}" ]; then export COMPANION_KEPT_NODE_OPTIONS="$NODE_OPTIONS"; fi
  if [ -n "${NODE_EXTRA_CA_CERTS+set}" ]; then export COMPANION_KEPT_NODE_EXTRA_CA_CERTS="$NODE_EXTRA_CA_CERTS"; fi
  exec "$companion_binary" --ozone-platform=headless --disable-gpu "$@"
}

# The first argument without dashes is a command, and no command needs a window. Arguments after `--` belong to a child.
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
