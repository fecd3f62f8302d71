#!/bin/sh
# Jamf Pro (or any tool that runs a script as root): checks the administrator's file and installs it. A file with a problem
# is not installed: the script ends with 78, and the policy's log names the problem.
# Deploy config.json to the path below first, as a package or a file of the policy. $4 is Jamf's first parameter: its path.
set -eu
source=${4:-/private/tmp/companion-config.json}
folder='/Library/Application Support/Transparenc Companion'
app='/Applications/Transparenc Companion.app/Contents/MacOS/Transparenc Companion'

# As the user at the screen, since the app does not run as root. Before the first installation there is no app to check with.
user=$(stat -f %Su /dev/console)
if [ -x "$app" ] && [ "$user" != root ]; then
  chmod 644 "$source"
  sudo -u "$user" "$app" --check-config="$source"
fi
# Only a file that belongs to root, and that no one else can write, is used.
install -d -o root -g wheel -m 755 "$folder"
install -o root -g wheel -m 644 "$source" "$folder/config.json"
