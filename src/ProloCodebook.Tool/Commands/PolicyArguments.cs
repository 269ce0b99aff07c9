using System.CommandLine;

namespace ProloCodebook.Tool.Commands;

/// <summary>What several commands ask for in the same way.</summary>
internal static class PolicyArguments
{
    public static Argument<string[]> Files() => new("FILES")
    {
        Description = "Policy files in YAML. The source text of x.yaml is the x.txt beside it.",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Option<string[]> SourceTexts() => new("--source-text")
    {
        Description = "A text that a policy quotes, where it is not the .txt beside it. May be given repeatedly.",
        HelpName = "path",
        DefaultValueFactory = _ => [],
    };

    public static Option<bool> NoDefaultPolicy() => new("--no-default-policy")
    {
        Description = "Leave out the prolotherapy policy that comes with the tool, as ProloCodebookUseDefaultPolicy=false does in a build.",
    };

    /// <param name="formats">The first is the default.</param>
    public static Option<string> Format(params string[] formats)
    {
        var option = new Option<string>("--format")
        {
            Description = "How to write it down.",
            DefaultValueFactory = _ => formats[0],
        };
        option.AcceptOnlyFromAmong(formats);
        return option;
    }

    public static void Add(this Command command, params Symbol[] symbols)
    {
        foreach (var symbol in symbols)
        {
            switch (symbol)
            {
                case Argument argument:
                    command.Add(argument);
                    break;
                case Option option:
                    command.Add(option);
                    break;
            }
        }
    }
}
