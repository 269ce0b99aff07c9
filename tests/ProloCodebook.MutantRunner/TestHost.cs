using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace ProloCodebook.MutantRunner;

/// <summary>A test with its arguments.</summary>
internal sealed record Test(string Name, MethodInfo Method, object?[] Arguments);

/// <summary>
/// The test assembly, loaded with what stands beside it, and its xunit tests: facts and theories, by reflection, so that it does not matter
/// which xunit it uses.
/// </summary>
internal sealed class TestHost
{
    private readonly AssemblyLoadContext _context;
    private readonly Assembly _assembly;
    private readonly Func<object>? _output;
    private readonly Lazy<IReadOnlyList<Test>> _tests;

    public TestHost(WorkFolder work)
    {
        var path = Path.Combine(work.Bin, work.TestAssembly + ".dll");
        var resolver = new AssemblyDependencyResolver(path);
        _context = new AssemblyLoadContext("tests");
        _context.Resolving += (context, name) =>
        {
            // Beside the tests first: there is the mutated assembly.
            var beside = Path.Combine(work.Bin, name.Name + ".dll");
            return File.Exists(beside) ? context.LoadFromAssemblyPath(beside) : resolver.ResolveAssemblyToPath(name) is { } found ? context.LoadFromAssemblyPath(found) : null;
        };
        _assembly = _context.LoadFromAssemblyPath(path);
        _output = FindOutput();
        Control = new MutantSwitch(FindControl(work));
        _tests = new Lazy<IReadOnlyList<Test>>(() => [.. FindTests(work.Selection)]);
    }

    public MutantSwitch Control { get; }

    /// <summary>The rows of theories are made when this is first asked for, and that may initialize types of the product.</summary>
    public IReadOnlyList<Test> Tests => _tests.Value;

    /// <summary>Runs the initializers of the tests, so that a mutant that comes later is not in what they hold.</summary>
    public void InitializeTests()
    {
        foreach (var type in _assembly.GetTypes().Where(type => !type.ContainsGenericParameters))
        {
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        }
    }

    /// <summary>Runs the test; what it throws comes out.</summary>
    public async Task RunAsync(Test test)
    {
        var instance = test.Method.IsStatic ? null : Create(test.Method.ReflectedType!);
        try
        {
            switch (test.Method.Invoke(instance, test.Arguments))
            {
                case Task task:
                    await task;
                    break;
                case ValueTask task:
                    await task;
                    break;
            }
        }
        finally
        {
            (instance as IDisposable)?.Dispose();
        }
    }

    private object Create(Type type)
        => Activator.CreateInstance(type, [.. type.GetConstructors().Single().GetParameters().Select(_ => _output!())])!;

    private IEnumerable<Test> FindTests(TestSelection selection)
    {
        foreach (var type in _assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false }).OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            if (type.GetConstructors() is not [var constructor] || constructor.GetParameters().Any(parameter => parameter.ParameterType.Name != "ITestOutputHelper"))
            {
                continue;
            }

            foreach (var method in type.GetMethods().Where(method => method.GetCustomAttributes().Any(IsFact) && selection.Holds($"{type.FullName}.{method.Name}")).OrderBy(method => method.Name, StringComparer.Ordinal))
            {
                var data = method.GetCustomAttributes().Where(attribute => Is(attribute.GetType(), "DataAttribute")).ToList();
                var rows = data.Count == 0 ? [[]] : data.SelectMany(attribute => Rows(attribute, method));
                foreach (var row in rows)
                {
                    yield return new Test($"{type.Name}.{method.Name}({string.Join(", ", row.Select(Show))})", method, Fit(row, method));
                }
            }
        }
    }

    private static bool IsFact(Attribute attribute) => Is(attribute.GetType(), "FactAttribute") && attribute.GetType().GetProperty("Skip")!.GetValue(attribute) is null;

    private static bool Is(Type? type, string name) => type is not null && (type.Name == name || Is(type.BaseType, name));

    private static IEnumerable<object?[]> Rows(Attribute data, MethodInfo method)
        => ((IEnumerable)data.GetType().GetMethod("GetData")!.Invoke(data, [method])!).Cast<object?[]?>().Select(row => row ?? [null]);

    /// <summary>Puts defaults for what a row leaves out, and what is too much into the array of the last parameter.</summary>
    private static object?[] Fit(object?[] row, MethodInfo method)
    {
        var parameters = method.GetParameters();
        if (parameters is [.., { } last] && last.IsDefined(typeof(ParamArrayAttribute)) && !(row.Length == parameters.Length && last.ParameterType.IsInstanceOfType(row[^1])))
        {
            var rest = row[(parameters.Length - 1)..];
            var array = Array.CreateInstance(last.ParameterType.GetElementType()!, rest.Length);
            Array.Copy(rest, array, rest.Length);
            return [.. row[..(parameters.Length - 1)], array];
        }

        return [.. row, .. parameters[row.Length..].Select(parameter => parameter.DefaultValue)];
    }

    private static string Show(object? value) => value switch
    {
        null => "null",
        string text => text.Length > 80 ? text[..80].ReplaceLineEndings(" ") + "…" : text.ReplaceLineEndings(" "),
        Array array => string.Join(" ", array.Cast<object?>().Select(Show)),
        _ => value.ToString() ?? "",
    };

    private Type FindControl(WorkFolder work)
        => Directory.EnumerateFiles(work.Bin, "ProloCodebook.*.dll")
            .Select(path => _context.LoadFromAssemblyPath(path))
            .SelectMany(assembly => assembly.GetTypes().Where(type => type.Name == "MutantControl" && type.Namespace!.StartsWith("Stryker", StringComparison.Ordinal)))
            .Single();

    /// <summary>xunit's own helper for a test's output, which is not shown here.</summary>
    private Func<object>? FindOutput()
    {
        if (!_assembly.GetReferencedAssemblies().Any(name => name.Name == "xunit.abstractions"))
        {
            return null;
        }

        var type = _context.LoadFromAssemblyName(new AssemblyName("xunit.abstractions")).GetType("Xunit.Abstractions.ITestOutputHelper")!;
        return () => typeof(DispatchProxy).GetMethod(nameof(DispatchProxy.Create), 2, [])!.MakeGenericMethod(type, typeof(Silence)).Invoke(null, null)!;
    }
}

/// <summary>Does nothing, whatever it is asked.</summary>
public class Silence : DispatchProxy
{
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => null;
}

/// <summary>The switches that Stryker put into the mutated assembly.</summary>
internal sealed class MutantSwitch(Type type)
{
    private readonly FieldInfo _active = type.GetField("ActiveMutant")!;
    private readonly FieldInfo _capture = type.GetField("CaptureCoverage")!;
    private readonly MethodInfo _take = type.GetMethod("GetCoverageData")!;

    public const int None = -1;

    private object[]? _memories;

    /// <summary>Makes the mutant the one that is there, in a product that remembers nothing of what others computed.</summary>
    public void Activate(int mutant)
    {
        _active.SetValue(null, mutant);
        foreach (var memory in _memories ??= [.. FindMemories(type.Assembly)])
        {
            memory.GetType().GetMethod("Clear")!.Invoke(memory, null);
        }
    }

    /// <summary>What the product remembers of objects that tests keep from one mutant to the next, such as syntax trees.</summary>
    private static IEnumerable<object> FindMemories(Assembly product)
        => product.GetTypes()
            .Where(type => !type.ContainsGenericParameters)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Where(field => field.FieldType.IsGenericType && field.FieldType.GetGenericTypeDefinition() == typeof(ConditionalWeakTable<,>))
            .Select(field => field.GetValue(null)!);

    public bool Captures
    {
        set => _capture.SetValue(null, value);
    }

    /// <summary>What was reached since the last time: by the code, and by initializers of types.</summary>
    public (int[] Mutants, int[] Static) Take()
    {
        var taken = (IList<int>[])_take.Invoke(null, null)!;
        return ([.. taken[0].Distinct()], [.. taken[1].Distinct()]);
    }
}
