namespace FlexCap.FlexOS;

/// <summary>Who may trust whom; it decides which ways of sharing are sound (PLOS'23, section 3.2).</summary>
public enum TrustModel
{
    /// <summary>No compartment trusts another: each reaches its own data and, where two share, the region between them.</summary>
    MutualDistrust,

    /// <summary>
    /// The default compartment is trusted, the others hold code that it confines. They must reach nothing but what a call
    /// hands them, so that a region which overlaps with the default compartment is refused (FX0253).
    /// </summary>
    Sandbox,
}

/// <summary>Compiler hardening of a micro-library (FlexOS, ASPLOS'22, section 4.4; kraft's <c>hardening</c> list).</summary>
public enum Hardening
{
    /// <summary>Undefined-behaviour sanitizer, trapping: <c>ubsan</c>.</summary>
    UndefinedBehaviour,

    /// <summary>Stack protector for every function: <c>stack-protector</c> (<c>sp</c>, <c>uksp</c>).</summary>
    StackProtector,
}
