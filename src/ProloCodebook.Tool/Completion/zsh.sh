#compdef prolocodebook
# Completes prolocodebook's commands in zsh. In ~/.zshrc, after compinit: eval "$(prolocodebook completion zsh)"
_prolocodebook() {
    local line="${(j: :)words[1,CURRENT]}"
    local -a suggestions
    suggestions=("${(@f)$(prolocodebook "[suggest:${#line}]" "$line" 2>/dev/null)}")
    # Options only where one is begun: otherwise they would keep file names away.
    [[ ${words[CURRENT]} == -* ]] || suggestions=(${suggestions:#-*})
    compadd -a suggestions || _files
}
compdef _prolocodebook prolocodebook
