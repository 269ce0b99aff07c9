using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProloCodebook.Rules;

namespace ProloCodebook.References;

/// <summary>Look-ups of texts and resources by name: a code there names a message, and bills nothing.</summary>
internal static class NameLookup
{
    /// <summary>The value is passed, as it is, as the name that something is looked up by.</summary>
    public static bool IsArgumentOf(IOperation operation)
    {
        var current = operation;
        while (current.Parent is IConversionOperation or IParenthesizedOperation)
        {
            current = current.Parent;
        }

        return current.Parent is IArgumentOperation { Parameter: { } parameter } argument
            && (IsResourceKey(parameter)
                || argument.Parent switch
                {
                    IInvocationOperation call => IsLookup(call.TargetMethod, parameter),
                    IPropertyReferenceOperation { Property: { IsIndexer: true } indexer } => IsResourceType(indexer.ContainingType),
                    _ => false,
                });
    }

    private static bool IsLookup(IMethodSymbol method, IParameterSymbol parameter)
    {
        if (method.ContainingType.IsOrInherits("ResourceManager", "System.Resources") && method.Name is "GetString" or "GetObject" or "GetStream")
        {
            return parameter.Ordinal == 0;
        }

        // The name of a resource, by whatever method: GetManifestResourceStream(name), StringLocalizerExtensions.GetString(localizer, name).
        return parameter.Name is "name" or "key" or "id" or "resource"
            && (IsResourceType(method.ContainingType)
                || SpeaksOfResources(method.Name)
                || (method.IsExtensionMethod && method.Parameters.Length > 0 && IsResourceType(method.Parameters[0].Type as INamedTypeSymbol)));
    }

    /// <summary>resourceKey, messageId, localizationKey, resourceName, …</summary>
    private static bool IsResourceKey(IParameterSymbol parameter)
    {
        if (parameter.Name.Length < 7)
        {
            return false;
        }

        var words = NameWords.Split(parameter.Name);
        var last = words[words.Count - 1];
        if (last is not ("key" or "id" or "name") || words.Count < 2)
        {
            return words.Count == 1 && words[0] is "resourcekey" or "messageid" or "resourcename" or "messagekey";
        }

        return words[words.Count - 2] is "resource" or "message" or "localization" or "localisation" or "localized" or "localised" or "translation" or "string" or "text";
    }

    private static bool IsResourceType(INamedTypeSymbol? type)
        => type is not null && (SpeaksOfResources(type.Name) || type.AllInterfaces.Any(i => i.Name == "IStringLocalizer"));

    private static bool SpeaksOfResources(string name)
    {
        if (name.Length < 8)
        {
            return false;
        }

        foreach (var word in NameWords.Split(name))
        {
            if (word is "resource" or "resources" or "localizer" or "localize" or "localized" or "localization" or "localiser" or "localise" or "localisation"
                or "translate" or "translation" or "translations" or "translator")
            {
                return true;
            }
        }

        return false;
    }
}
