#!/bin/sh
# Jamf Pro (or any tool that runs a script as root): checks the administrator's file and installs it. If the file has
# an error, the script doesn't install it and ends with 78; the policy's log shows the error.
# Deploy config.json to the path below first, as a package or a file of the policy. $4 is Jamf's first parameter: its path.
set -eu
source=${4:-/private/tmp/companion-config.json}
folder='/Library/Application Support/Transparenc Companion'
app='/Applications/Transparenc Companion.app/Contents/MacOS/Transparenc Companion'

# As the logged-in user, because the app doesn't run as root. Before the first installation, there is no app to check with.
user=$(stat -f %Su /dev/console)
if [ -x "$app" ] && [ "$user" != root ]; then
  chmod 644 "$source"
  sudo -u "$user" "$app" --check-config="$source"
fi
# The app uses only a file that belongs to root and that no one else can write to.
install -d -o root -g wheel -m 755 "$folder"
install -o root -g wheel -m 644 "$source" "$folder/config.json"
