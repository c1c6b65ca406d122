# Set-up shared by ./run and ./test: sourced, not executed. Installs what is missing by package name, and says so.

say() { printf '\033[1m==> %s\033[0m\n' "$*"; }
die() { printf 'error: %s\n' "$1" >&2; [ $# -lt 2 ] || printf '  help: %s\n' "$2" >&2; exit 1; }

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
# MSBuild and compiler servers would stay behind after the script and hold its output open.
export MSBUILDDISABLENODEREUSE=1

# need_packages COMMAND=PACKAGE...: installs the Debian packages whose command (or file, with a slash) is missing.
need_packages() {
  local missing=() pair
  for pair in "$@"; do
    case "${pair%%=*}" in
      */*) [ -e "${pair%%=*}" ] || missing+=("${pair#*=}") ;;
      *) command -v "${pair%%=*}" >/dev/null 2>&1 || missing+=("${pair#*=}") ;;
    esac
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  local how="apt-get install ${missing[*]}"
  command -v apt-get >/dev/null 2>&1 || die "missing: ${missing[*]}, and this is not a Debian system" "install them with your package manager (the names are Debian's), then run this again"
  local sudo=()
  if [ "$(id -u)" -ne 0 ]; then
    if sudo -n true 2>/dev/null; then sudo=(sudo)
    else die "missing: ${missing[*]}, and installing them needs root" "sudo $how    (then run this again)"; fi
  fi
  say "Installing with apt: ${missing[*]}"
  "${sudo[@]}" apt-get update -qq || die "apt-get update failed" "check the network and /etc/apt/sources.list, then run this again"
  DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null \
    || die "apt-get could not install: ${missing[*]}" "$how    shows why"
}

need_dotnet() {
  command -v dotnet >/dev/null 2>&1 || die "the .NET 10 SDK is missing" "install it as described at https://learn.microsoft.com/dotnet/core/install/linux-debian, then run this again"
  local version
  version=$(dotnet --version 2>/dev/null) || die "the .NET SDK that global.json asks for (10.0) is missing; found: $(dotnet --list-sdks | tr '\n' ' ')" "install the .NET 10 SDK: https://learn.microsoft.com/dotnet/core/install/linux-debian"
  say ".NET SDK $version"
}

# quietly LOG COMMAND...: runs a command with its output in a log, and shows the end of the log if it fails.
quietly() {
  local log=$1; shift
  mkdir -p "$(dirname "$log")"
  if ! "$@" >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    die "failed: $*" "the whole log is in $log"
  fi
}

# What the product needs at run time and to build the guest.
GUEST_PACKAGES=(clang=clang ld.lld=lld make=make)
JUPYTER_PACKAGES=(/usr/bin/jupyter=jupyter-core /usr/bin/jupyter-kernelspec=jupyter-client /usr/bin/jupyter-nbconvert=jupyter-nbconvert)
