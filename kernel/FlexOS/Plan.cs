namespace FlexCap.FlexOS;

/// <summary>A call from one compartment into another.</summary>
/// <param name="From">Id of the calling compartment.</param>
/// <param name="To">Id of the called compartment.</param>
/// <param name="Function">Symbol of the called function, with the instance of its library (<c>callee3/callee_call</c>) where there is more than one.</param>
/// <param name="Mechanism">What the gate is made of.</param>
public sealed record Gate(int From, int To, string Function, Mechanism Mechanism);

/// <summary>What will be built: libraries by compartment, gates and sharing. Immutable.</summary>
public sealed partial record Plan
{
    /// <summary>What the person wrote.</summary>
    public required Configuration Configuration { get; init; }

    /// <summary>All gates, by caller, callee, function.</summary>
    public required IReadOnlyList<Gate> Gates { get; init; }

    /// <summary>Links the image; throws <see cref="Diagnostics.InputException"/>.</summary>
    public Image Link() => throw new NotImplementedException();
}
