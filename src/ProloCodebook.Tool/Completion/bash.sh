# Completes prolocodebook's commands in bash. In ~/.bashrc: eval "$(prolocodebook completion bash)"
_prolocodebook() {
    local word="${COMP_WORDS[COMP_CWORD]}" line="${COMP_WORDS[*]:0:COMP_CWORD+1}" suggestion
    COMPREPLY=()
    while IFS= read -r suggestion; do
        # Options only where one is begun: otherwise they would keep file names away.
        if [[ $suggestion == "$word"* && ( $word == -* || $suggestion != -* ) ]]; then
            COMPREPLY+=("$suggestion")
        fi
    done < <(prolocodebook "[suggest:${#line}]" "$line" 2>/dev/null)
}
complete -o default -F _prolocodebook prolocodebook
