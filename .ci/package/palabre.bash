# Completion for bash: the program's own lists, so that nothing goes stale.
_palabre() {
  local now=${COMP_WORDS[COMP_CWORD]} last=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    mapfile -t COMPREPLY < <(compgen -W "$(palabre --help 2>/dev/null | sed -n '/^Commands:/,$ s/^  \([a-z]\{2,\}\) .*/\1/p')" -- "$now")
  elif [[ $now == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$(palabre "$command" --help 2>/dev/null | grep -oE -- '--[a-z-]+')" -- "$now")
  elif [[ $last == --set || $last == --vary || $last == --x || $last == --y ]]; then
    [ "$last" != --set ] || compopt -o nospace
    mapfile -t COMPREPLY < <(compgen -W "$(palabre params --json 2>/dev/null | grep -oE '"key":"[a-z0-9_.]+"' | cut -d'"' -f4)" -- "$now")
  elif [[ $last == --figure ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$(palabre export --list 2>/dev/null | sed '1d; s/ .*//')" -- "$now")
  else
    mapfile -t COMPREPLY < <(compgen -f -X '!*.toml' -- "$now"; compgen -d -- "$now")
  fi
}
complete -o filenames -F _palabre palabre
