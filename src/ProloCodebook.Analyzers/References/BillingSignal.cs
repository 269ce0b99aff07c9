using Microsoft.CodeAnalysis;
using ProloCodebook.Rules;

namespace ProloCodebook.References;

/// <summary>
/// Decides whether an all-digit value bills: 20999 may be any number, and only what stands around it tells.
/// </summary>
/// <remarks>
/// A code system that is named beside the value decides. Then the names are asked from the nearest to the farthest, and the first that says anything
/// decides: the carrier's own name, then what the value is passed to, assigned to, compared with, returned from or collected in. If they say
/// nothing: neighbours that are shaped like procedure codes (texts only), the types of what it is passed or assigned to, the member and the
/// types it stands in.
/// </remarks>
internal static class BillingSignal
{
    public static bool IsPresent(IOperation operation, PolicySymbols symbols)
    {
        switch (Neighbours.CodeSystem(operation))
        {
            case NameVerdict.Billing:
                return true;
            case NameVerdict.SomethingElse:
                return false;
        }

        foreach (var (name, role) in TargetNames.Of(operation, symbols))
        {
            switch (NameWords.Judge(name, role))
            {
                case NameVerdict.Billing:
                    return true;
                case NameVerdict.SomethingElse:
                    return false;
            }
        }

        if (Neighbours.AreProcedureShaped(operation))
        {
            return true;
        }

        // What stands farther away says too little about a number in hexadecimal, or about the member of an enum that is none of procedures.
        if (NumericUse.IsHexadecimal(operation) || Carriers.EnumMemberOf(operation) is not null)
        {
            return false;
        }

        foreach (var name in TargetNames.TypesAndMembersAround(operation, symbols))
        {
            switch (NameWords.Judge(name))
            {
                case NameVerdict.Billing:
                    return true;
                case NameVerdict.SomethingElse:
                    return false;
            }
        }

        return false;
    }
}
