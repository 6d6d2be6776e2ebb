# Completion for fish: the program's own lists, so that nothing goes stale.
function __palabre_commands
    palabre --help 2>/dev/null | sed -n '/^Commands:/,$ s/^  \([a-z]\{2,\}\)  *\(.*\)/\1\t\2/p'
end
function __palabre_flags
    set -l words (commandline -opc)
    palabre $words[2] --help 2>/dev/null | grep -oE -- '--[a-z-]+'
end
function __palabre_keys
    palabre params --json 2>/dev/null | grep -oE '"key":"[a-z0-9_.]+"' | cut -d'"' -f4
end
function __palabre_figures
    palabre export --list 2>/dev/null | sed '1d; s/ .*//'
end
complete -c palabre -n __fish_use_subcommand -f -a '(__palabre_commands)'
complete -c palabre -n 'not __fish_use_subcommand; and string match -q -- "-*" (commandline -ct)' -f -a '(__palabre_flags)'
complete -c palabre -n 'string match -qr -- "^--(set|vary|x|y)\$" (commandline -opc)[-1]' -f -a '(__palabre_keys)'
complete -c palabre -n 'string match -q -- --figure (commandline -opc)[-1]' -f -a '(__palabre_figures)'
