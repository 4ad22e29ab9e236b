#!/usr/bin/env bash
# shell.sh BUILD_DIR: completion scripts in real shells, and the man page beside --help. zsh, fish, man and
# mandoc are looked at where they are installed.
set -uo pipefail
# shellcheck source=tests/support/checks.sh
source "$(dirname "${BASH_SOURCE[0]}")/../support/checks.sh"
(($# == 1)) || { echo "shell.sh BUILD_DIR" >&2; exit 2; }
build=$(cd "$1" && pwd) || exit 2
export PATH=$build:$PATH
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 2

# holds TEXT LINE...: whether each is a line of the text.
holds() {
  local text=$1 line
  shift
  for line in "$@"; do grep -qxF -e "$line" <<<"$text" || { echo "        no '$line'"; return 1; }; done
}
lacks() { ! grep -qF -e "$2" <<<"$1"; }
empty() { [[ -z $1 ]] || { echo "        $1"; return 1; }; }

mapfile -t commands < <(balloon --help | sed -n '/^Subcommands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
mapfile -t parts < <(balloon data --help | sed -n '/^Subcommands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
mapfile -t scenarios < <(balloon scenarios --json | sed -n 's/^ *"id": "\(.*\)",*$/\1/p')
check "commands, parts of data and scenarios are known" \
  test "${#commands[@]}" -gt 10 -a "${#parts[@]}" -gt 5 -a "${#scenarios[@]}" -gt 10

# options_of PATH...: those of --help, without -h, sorted.
options_of() {
  balloon "$@" --help | grep -oE '^ {2,4}-[^ ]+' | tr -d ' ' | tr ',' '\n' | grep -vxE -e '-h|--help' | sort -u
}
paths=("${commands[@]}")
for part in "${parts[@]}"; do paths+=("data $part"); done

# --- the man page --------------------------------------------------------------------------------------
balloon manual >balloon.1
plain=$(sed -e 's/\\f[BIR]//g' -e 's/\\-/-/g' balloon.1)
for path in "${paths[@]}"; do
  section=$(awk -v head=".SS balloon $path" '$0 == head { on = 1; next } /^\.S[SH]/ { on = 0 } on' <<<"$plain")
  said=$(grep --no-group-separator -A 1 '^\.TP$' <<<"$section" | grep -E '^-' | sed 's/ [^-].*//' | tr -d ' ' | tr ',' '\n' | sort -u)
  # shellcheck disable=SC2086
  check "man page: balloon $path has the options of --help" test -n "$section" -a "$said" = "$(options_of $path)"
done
for section in NAME SYNOPSIS DESCRIPTION OPTIONS COMMANDS 'EXIT STATUS' FILES ENVIRONMENT EXAMPLES 'SEE ALSO'; do
  check "man page: section $section" holds "$plain" ".SH $section"
done
if command -v groff >/dev/null; then check "groff warns of nothing" empty "$(groff -ww -man -Tutf8 balloon.1 2>&1 >page)"; fi
if command -v man >/dev/null; then
  check "man warns of nothing" empty "$(man -l --warnings balloon.1 2>&1 >/dev/null)"
fi
if command -v mandoc >/dev/null; then
  # There is no date in it, as in nothing that balloon writes: the same version prints the same page.
  check "mandoc warns of nothing but the missing date" \
    empty "$(mandoc -T lint -W warning balloon.1 | grep -v 'missing date')"
fi

# --- bash ----------------------------------------------------------------------------------------------
for shell in bash zsh fish; do balloon completion $shell >script.$shell; done
mkdir folder
touch mine.toml notes.txt
# shellcheck source=/dev/null
source script.bash
# answer WORD...: what bash offers for the last word.
answer() {
  COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
  _balloon
  printf '%s\n' "${COMPREPLY[@]}"
}
check "bash: the function is registered" test "$(complete -p balloon)" = "complete -F _balloon balloon"
check "bash: commands" holds "$(answer balloon '')" "${commands[@]}"
check "bash: a command begun" test "$(answer balloon ru)" = run
check "bash: parts of data" holds "$(answer balloon data '')" "${parts[@]}"
for path in "${paths[@]}"; do
  read -ra words <<<"$path"
  mapfile -t options < <(options_of "${words[@]}")
  ((${#options[@]})) || continue
  check "bash: options of balloon $path" holds "$(answer balloon "${words[@]}" -)" "${options[@]}"
done
check "bash: scenarios of run, and files" holds "$(answer balloon run '')" "${scenarios[@]}" mine.toml
check "bash: a scenario begun" test "$(answer balloon run humala-20)" = "$(printf 'humala-200-on-10000\nhumala-200-on-14000\nhumala-2012')"
check "bash: a second scenario, after options" holds "$(answer balloon run humala-2012 --quiet plan-d)" plan-dignidad
check "bash: a reference" holds "$(answer balloon run humala-2012 --against stat)" status-quo
check "bash: choices" test "$(answer balloon run humala-2012 --lang '' | xargs)" = "en es"
check "bash: --option=value" test "$(answer balloon run --lang = e | xargs)" = "en es"
check "bash: folders where folders are meant" test "$(answer balloon run humala-2012 --out '')" = folder
check "bash: files where files are meant" test "$(answer balloon scenarios --check no)" = notes.txt
check "bash: nothing for a number" empty "$(answer balloon run humala-2012 --members '')"
check "bash: no option of another command" lacks "$(answer balloon model -)" --members
check "bash: tables" holds "$(answer balloon data show obs)" observations
check "bash: problems" holds "$(answer balloon decide hum)" humala-budget
check "bash: shells" test "$(answer balloon completion '' | xargs)" = "bash zsh fish"

# --- zsh and fish --------------------------------------------------------------------------------------
if command -v zsh >/dev/null; then
  check "zsh: syntax" zsh -n script.zsh
  mkdir functions
  cp script.zsh functions/_balloon
  # A terminal that types a line and a tab, twice for the list.
  cat >type.zsh <<'ZSH'
zmodload zsh/zpty
zpty -b z zsh -f -i
zpty -w z "PS1=; unset zle_bracketed_paste; fpath=($PWD/functions \$fpath); autoload -Uz compinit; compinit -u -D; setopt no_list_beep; stty columns 400; print READY"
sleep 2
zpty -n -w z "$1"$'\t\t'
sleep 2
while zpty -r -t z line; do print -r -- "$line"; done
zpty -d z
ZSH
  typed() { timeout 30 zsh -f type.zsh "$1" 2>&1 | sed 's/\x1b\[[0-9;?]*[A-Za-z]/ /g' | tr -s ' \t\r' '\n'; }
  check "zsh: commands" holds "$(typed 'balloon ')" "${commands[@]}"
  check "zsh: scenarios" holds "$(typed 'balloon run ')" "${scenarios[@]}"
  check "zsh: options" holds "$(typed 'balloon run --')" --against --members
  check "zsh: parts of data" holds "$(typed 'balloon data ')" "${parts[@]}"
fi
if command -v fish >/dev/null; then
  check "fish: syntax" fish -n script.fish
  offered() { HOME=$scratch fish --no-config -c "source script.fish; complete -C '$1'" | cut -f1; }
  check "fish: commands" holds "$(offered 'balloon ')" "${commands[@]}"
  check "fish: parts of data" holds "$(offered 'balloon data ')" "${parts[@]}"
  check "fish: scenarios and files" holds "$(offered 'balloon run ')" "${scenarios[@]}" mine.toml
  check "fish: choices" test "$(offered 'balloon run humala-2012 --lang ' | xargs)" = "en es"
  check "fish: folders where folders are meant" test "$(offered 'balloon run humala-2012 --out fo')" = folder/
  for path in "${paths[@]}"; do
    mapfile -t options < <(options_of $path | grep -e '^--')
    ((${#options[@]})) || continue
    check "fish: options of balloon $path" holds "$(offered "balloon $path --")" "${options[@]}"
  done
fi

counted
