#!/bin/sh
# Jamf Pro (or any tool that runs a script as root): puts the administrator's file in its place and checks it.
# Deploy config.json to the path below first, as a package or a file of the policy. $4 is Jamf's first parameter: its path.
set -eu
source=${4:-/private/tmp/companion-config.json}
folder='/Library/Application Support/Transparenc Companion'
app='/Applications/Transparenc Companion.app/Contents/MacOS/Transparenc Companion'

# Only a file that belongs to root, and that no one else can write, is used.
install -d -o root -g wheel -m 755 "$folder"
install -o root -g wheel -m 644 "$source" "$folder/config.json"
if [ -x "$app" ]; then
  user=$(stat -f %Su /dev/console)
  # As the user at the screen: the app does not run as root. 78: the file has a problem, which is named in the policy's log.
  if [ "$user" != root ]; then sudo -u "$user" "$app" --check-config="$folder/config.json"; fi
fi
