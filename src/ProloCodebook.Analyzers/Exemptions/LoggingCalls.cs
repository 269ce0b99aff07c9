using Microsoft.CodeAnalysis;
using ProloCodebook.Rules;

namespace ProloCodebook.Exemptions;

/// <summary>Calls that write to a log. By name, since a project may bring any logging package or none.</summary>
internal static class LoggingCalls
{
    /// <summary>
    /// A call of <c>ILogger</c> (Microsoft.Extensions.Logging, Serilog, NLog, …), an extension on it, a method made by <c>[LoggerMessage]</c>, or
    /// a static logger such as Serilog's <c>Log</c>.
    /// </summary>
    public static bool IsLogger(IMethodSymbol method)
    {
        var definition = method.ReducedFrom ?? method;
        if (IsLoggerType(definition.ContainingType))
        {
            return true;
        }

        // Extension methods on a logger, whoever wrote them, log by convention; that is what their name says, too.
        if (definition.IsExtensionMethod
            && definition.Parameters.Length > 0
            && IsLoggerType(definition.Parameters[0].Type as INamedTypeSymbol)
            && (definition.Name.StartsWith("Log", StringComparison.Ordinal) || definition.ContainingNamespace.IsNamed("Microsoft.Extensions.Logging")))
        {
            return true;
        }

        return definition.ContainingType is { Name: "LoggerMessage" or "LoggerExtensions" } type && type.ContainingNamespace.IsNamed("Microsoft.Extensions.Logging")
            || IsLoggerMessage(definition)
            || IsMessageHandler(definition.ContainingType);
    }

    /// <summary><c>Trace</c>, <c>Debug</c>, <c>TraceSource</c> and <c>Debugger.Log</c>.</summary>
    public static bool IsTraceOrDebug(IMethodSymbol method)
        => method.ContainingType is { Name: "Trace" or "Debug" or "TraceSource" or "Debugger" or "TraceListener" } type
            && type.ContainingNamespace.IsNamed("System.Diagnostics");

    public static bool IsConsole(IMethodSymbol method)
        => method.ContainingType is { Name: "Console" } type && type.ContainingNamespace.IsNamed("System");

    /// <summary>A delegate that <c>LoggerMessage.Define</c> makes: it is called with a logger first.</summary>
    public static bool IsLoggingDelegate(IMethodSymbol method)
        => method is { MethodKind: MethodKind.DelegateInvoke, ReturnsVoid: true, Parameters: [{ Type: INamedTypeSymbol first }, ..] } && IsLoggerType(first);

    /// <summary>Takes the parts of a message: the handlers of <c>Debug</c>, and those that are made with a logger.</summary>
    private static bool IsMessageHandler(INamedTypeSymbol? type)
    {
        if (type is null || !type.Name.EndsWith("Handler", StringComparison.Ordinal) || !type.GetAttributes().Any(attribute => attribute.AttributeClass is { Name: "InterpolatedStringHandlerAttribute" }))
        {
            return false;
        }

        return type.ContainingType is { Name: "Debug" or "Trace" } outer && outer.ContainingNamespace.IsNamed("System.Diagnostics")
            || type.InstanceConstructors.Any(constructor => constructor.Parameters.Any(parameter => IsLoggerType(parameter.Type as INamedTypeSymbol)));
    }

    private static bool IsLoggerMessage(IMethodSymbol method)
    {
        if (!method.IsPartialDefinition && method.PartialDefinitionPart is null)
        {
            return false;
        }

        foreach (var attribute in (method.PartialDefinitionPart ?? method).GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "LoggerMessageAttribute" })
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsLoggerType(INamedTypeSymbol? type)
    {
        if (type is null)
        {
            return false;
        }

        if (IsNamedLikeLogger(type))
        {
            return true;
        }

        if (!type.Name.EndsWith("Logger", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var @interface in type.AllInterfaces)
        {
            if (IsNamedLikeLogger(@interface))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNamedLikeLogger(INamedTypeSymbol type)
        => type.Name switch
        {
            "ILogger" => type.TypeKind == TypeKind.Interface,
            "Log" => type.ContainingNamespace.IsNamed("Serilog"),
            "Logger" => type.ContainingNamespace.IsNamed("NLog") || type.ContainingNamespace.IsNamed("Serilog.Core"),
            "ILog" => type.ContainingNamespace.IsNamed("log4net") || type.ContainingNamespace.IsNamed("Common.Logging"),
            _ => false,
        };
}
