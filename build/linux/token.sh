# Answers `transparenc-companion token` without starting the app if it is already running, by asking its local API with curl.
# Part of the launcher, and of the command that the app installs. If it can't answer, the script continues with the app's own
# executable, which knows every option. docs/local-tools.md describes the API.

# Sets $socket, on which the app listens for this profile, and $instance, which it repeats in each response. Returns 1 if
# there is no socket of this user. The app writes both to a file in the profile, where other users can't write.
companion_address() {
  [ -O "$1/api/address" ] && { IFS= read -r socket && IFS= read -r instance; } <"$1/api/address" || return 1
  folder=${socket%/*}
  [ -S "$socket" ] && [ -O "$socket" ] && [ -O "$folder" ] && [ ! -L "$folder" ] && [ -n "$instance" ]
}

# Adds a member to the JSON text in $body. Returns 1 if the value would have to be escaped.
companion_member() {
  case $2 in
    *[\"\\[:cntrl:]]*) return 1 ;;
  esac
  body="$body,\"$1\":\"$2\""
}

companion_token() {
  # First, so that no other command's environment changes: a variable that a user has exported stays exported.
  [ "$1" = token ] || return 0
  shift
  profile="${XDG_CONFIG_HOME:-$HOME/.config}/Transparenc Companion"
  format=plain account='' tool='' min_valid='' body=''
  for argument in "$@"; do
    case $argument in
      --header | --headers-json)
        [ "$format" = plain ] || return 0
        format=$argument
        ;;
      # The executable refuses a repeated option, because the last account could differ from a script's own.
      --tool=?*) [ -z "$tool" ] && tool=${argument#*=} || return 0 ;;
      --account=?*) [ -z "$account" ] && account=${argument#*=} || return 0 ;;
      --server=?* | --reason=?*)
        member=${argument%%=*}
        case $body in *"\"${member#--}\":"*) return 0 ;; esac
        companion_member "${member#--}" "${argument#*=}" || return 0
        ;;
      --min-valid=?*) [ -z "$min_valid" ] && min_valid=${argument#*=} || return 0 ;;
      --user-data-dir=?*) profile=${argument#*=} ;;
      *) return 0 ;;
    esac
  done
  account=${account:-$COMPANION_ACCOUNT}
  [ -z "$account" ] || companion_member account "$account" || return 0
  # A whole number of seconds; the executable reads the other forms, and reports a wrong one.
  case ${min_valid%s} in
    '') ;;
    *[!0-9]* | 0?* | ??????????*) return 0 ;;
    *) body="$body,\"minValid\":${min_valid%s}" ;;
  esac
  case $min_valid in s) return 0 ;; esac
  command -v curl >/dev/null && companion_address "$profile" || return 0

  # The program that requests the token is the one that started this. The executable finds its name by the same rule, and
  # handles names that have to be changed for the API.
  { IFS= read -r parent <"/proc/$PPID/comm"; } 2>/dev/null || return 0
  case $parent in
    *MainThread)
      parent=$(readlink "/proc/$PPID/exe")
      parent=${parent##*/}
      ;;
  esac
  case $parent in
    '' | [!A-Za-z0-9]* | *[!A-Za-z0-9._+@-]*) return 0 ;;
    *.[Ee][Xx][Ee] | *.[Cc][Mm][Dd] | *.[Bb][Aa][Tt] | *.[Cc][Oo][Mm]) return 0 ;;
  esac
  [ ${#parent} -le 64 ] || return 0
  companion_member tool "${tool:-$parent}" && companion_member startedBy "$parent" && companion_member folder "$PWD" || return 0

  # Without the user's .curlrc, and without a proxy: nothing but the socket is used.
  # Five minutes are longer than a keyring, the user and a slow server take together.
  response=$(curl -q -sS -i -m 300 --noproxy '*' --unix-socket "$socket" -H 'Accept: text/plain' \
    -H 'Content-Type: application/json' --data-raw "{${body#,}}" http://localhost/v1/token 2>/dev/null) || {
    [ $? = 28 ] || return 0
    echo 'Transparenc Companion is running with this profile, but does not respond to local tools.' >&2
    exit 7
  }
  # No one else who could listen there knows the instance.
  case $response in *"Companion-Instance: $instance"*) ;; *) return 0 ;; esac
  case $response in *'Companion-Exit-Code: '*) ;; *) return 0 ;; esac
  code=${response#*Companion-Exit-Code: }
  code=${code%%[!0-9]*}
  # The body is the last line.
  answer=${response##*
}
  case $code in
    0) ;;
    # The app is quitting or busy: the executable waits for the next one.
    '' | 7) return 0 ;;
    *)
      printf '%s\n' "$answer" >&2
      exit "$code"
      ;;
  esac
  case $answer in '' | *[![:graph:]]*) return 0 ;; esac
  case $format$answer in --headers-json*[\"\\]*) return 0 ;; esac
  if [ -t 1 ]; then echo 'Anyone who sees this token can use it until it expires.' >&2; fi
  case $format in
    plain) printf '%s\n' "$answer" ;;
    --header) printf 'Authorization: Bearer %s\n' "$answer" ;;
    --headers-json) printf '{"Authorization":"Bearer %s"}\n' "$answer" ;;
  esac
  exit
}

companion_token "$@"
