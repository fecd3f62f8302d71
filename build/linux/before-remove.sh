#!/bin/sh
# Before the deb or rpm is removed: stops and disables the service of every user who runs one. The service removes its
# socket; the sign-in and the grants stay in each user's profile.
# The argument is "remove" for a deb, and 0, the number of remaining versions, for an rpm. An update stops nothing.
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
