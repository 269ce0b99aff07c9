using Microsoft.CodeAnalysis;

namespace ProloCodebook.Routing;

/// <summary>What one body does with a lambda or a method that it makes a delegate of, other than calling it.</summary>
internal sealed class DelegateUses
{
    private readonly List<HandOver> _handOvers = [];

    /// <summary>Somebody may call it of whom nothing is known, so it keeps what held where it was made.</summary>
    public bool IsGivenAway { get; private set; }

    public IReadOnlyList<HandOver> HandOvers => _handOvers;

    /// <summary>Whoever calls it is known, and it is called at all.</summary>
    public bool IsOnlyHandedOver => !IsGivenAway && _handOvers.Exists(handOver => !handOver.Evaluated.IsEverything);

    public void GiveAway() => IsGivenAway = true;

    public void Add(HandOver handOver) => _handOvers.Add(handOver);
}

/// <summary>A delegate is given to a method of the compilation that does no more than call it.</summary>
/// <param name="Evaluated">What that method evaluates before each call, and what decides whether it calls; everything where it never does.</param>
internal sealed record HandOver(FlowPoint Point, KeySet Evaluated);

/// <summary>A delegate that came in as a parameter is called.</summary>
/// <param name="Given">The values it is called with, where they are known.</param>
/// <param name="Evaluated">What else is known to be evaluated before: by the method it is passed on to. Null where that one lets it get away.</param>
internal sealed record DelegateCall(IParameterSymbol Delegate, FlowPoint Point, IReadOnlyList<ValueKey?> Given, KeySet? Evaluated);
