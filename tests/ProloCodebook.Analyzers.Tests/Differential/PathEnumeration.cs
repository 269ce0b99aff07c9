namespace ProloCodebook.Tests.Differential;

/// <summary>All executions of a program: each open choice is taken both ways.</summary>
internal static class PathEnumeration
{
    /// <returns>Null where there are more than <paramref name="most"/>.</returns>
    public static IReadOnlyList<Execution>? All(Program program, Knowledge knowledge, Numbering numbering, int most)
    {
        var all = new List<Execution>();
        foreach (var entry in program.Methods.Where(method => method.IsEntry))
        {
            var path = new List<bool>();
            while (true)
            {
                var depth = 0;
                var execution = new Interpreter(program, knowledge, _ => depth < path.Count ? path[depth++] : Add(path, ref depth), numbering).Run([entry]);
                if (all.Count == most)
                {
                    return null;
                }

                all.Add(execution);

                // The next path: the last choice that can still go the other way.
                while (path.Count > 0 && path[^1])
                {
                    path.RemoveAt(path.Count - 1);
                }

                if (path.Count == 0)
                {
                    break;
                }

                path[^1] = true;
            }
        }

        return all;
    }

    private static bool Add(List<bool> path, ref int depth)
    {
        path.Add(false);
        depth++;
        return false;
    }
}
