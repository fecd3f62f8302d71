#!/bin/sh
# Before the deb or rpm is removed: ends the service of every user who runs one, and takes it out of their start. It gives its
# socket back; the sign-in and what was allowed stay in each user's profile.
# The argument is the word "remove" for a deb, and 0, the number of versions that are left, for an rpm. An update ends nothing.
case $1 in
  remove | 0) ;;
  *) exit 0 ;;
esac
command -v systemctl >/dev/null || exit 0
systemctl list-units --plain --no-legend --state=running 'user@*.service' 2>/dev/null | while read -r manager rest; do
  uid=${manager#user@}
  systemctl --user --machine="${uid%.service}@.host" disable --now transparenc-companion.service 2>/dev/null
done
exit 0
