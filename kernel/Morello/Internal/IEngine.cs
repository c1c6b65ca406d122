namespace FlexCap.Morello.Internal;

/// <summary>What an instruction body is specialised for. Implementations are empty structs, so the JIT folds the properties to constants.</summary>
internal interface IEngine
{
    /// <summary>True if model cycles are counted.</summary>
    static abstract bool Timed { get; }

    /// <summary>True if effects are reported to an observer.</summary>
    static abstract bool Traced { get; }
}

/// <summary>State only.</summary>
internal readonly struct Functional : IEngine
{
    public static bool Timed => false;

    public static bool Traced => false;
}

/// <summary>State and model cycles.</summary>
internal readonly struct Timed : IEngine
{
    static bool IEngine.Timed => true;

    public static bool Traced => false;
}
