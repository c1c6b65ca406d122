namespace FlexCap.Morello.Internal;

/// <summary>
/// What an instruction body is specialised for. Implementations are empty structs, so the JIT folds the properties to constants.
/// Model cycles need no engine of their own: the run loop adds those of each slot.
/// </summary>
internal interface IEngine
{
    /// <summary>True if effects are reported to an observer.</summary>
    static abstract bool Traced { get; }
}

/// <summary>State only.</summary>
internal readonly struct Functional : IEngine
{
    public static bool Traced => false;
}
