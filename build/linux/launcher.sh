#!/bin/sh
# What people start. Where there is no display, Electron ends before the app has said a word: what needs no window
# gets a display that only exists in memory.
here=$(dirname -- "$(readlink -f -- "$0")")
for argument in "$@"; do
  case $argument in
    --terminal | --doctor | --help | --version)
      exec "$here/transparenc-companion.bin" --ozone-platform=headless --disable-gpu "$@"
      ;;
  esac
done
exec "$here/transparenc-companion.bin" "$@"
