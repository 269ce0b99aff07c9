# Completes prolocodebook's commands in PowerShell. In $PROFILE: prolocodebook completion pwsh | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName prolocodebook -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $position = $cursorPosition - $commandAst.Extent.StartOffset
    $line = $commandAst.ToString().PadRight($position)
    prolocodebook "[suggest:$position]" $line 2>$null |
        # Options only where one is begun: otherwise they would keep file names away.
        Where-Object { $_ -like "$wordToComplete*" -and ($wordToComplete -like '-*' -or $_ -notlike '-*') } |
        ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
}
