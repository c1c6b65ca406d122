using FlexCap.FlexOS.Internal.Views;

namespace FlexCap.FlexOS.Views;

/// <summary>A part of the code that somebody has to trust.</summary>
/// <param name="Name">Micro-library, or <c>gates</c> and <c>trampoline</c> for what the linker copied.</param>
/// <param name="Compartment">Id of the compartment that it lies in, or -1 for the trusted base.</param>
/// <param name="CodeBytes">Size of its code in bytes.</param>
/// <param name="ReadOnlyBytes">Size of its constants in bytes.</param>
/// <param name="DataBytes">Size of its variables in bytes, zeroed ones too.</param>
/// <param name="SourceLines">Lines of its source that are neither empty nor comments; null where the source is not ours.</param>
public sealed record TrustedPart(string Name, int Compartment, ulong CodeBytes, ulong ReadOnlyBytes, ulong DataBytes, int? SourceLines)
{
    /// <summary>Instructions: four bytes of code each.</summary>
    public ulong Instructions => CodeBytes / 4;
}

/// <summary>What a compartment has to trust so that its own data stays its own.</summary>
/// <param name="Compartment">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="OwnBytes">Its own code in bytes, gates and trampoline with it.</param>
/// <param name="OthersBytes">Code of other compartments that could read or write its data: all of it where nothing is isolated.</param>
/// <param name="TrustedBytes">Code of the trusted base.</param>
public sealed record CompartmentTrust(int Compartment, string Name, ulong OwnBytes, ulong OthersBytes, ulong TrustedBytes)
{
    /// <summary>All three, in bytes.</summary>
    public ulong Bytes => OwnBytes + OthersBytes + TrustedBytes;
}

/// <summary>The trusted computing base: what runs with all rights, and what each compartment trusts.</summary>
/// <param name="Image">The image.</param>
/// <param name="Parts">Parts of the trusted base by name, then of each compartment.</param>
/// <param name="Compartments">Compartments by id.</param>
public sealed record TrustedBase(Image Image, IReadOnlyList<TrustedPart> Parts, IReadOnlyList<CompartmentTrust> Compartments) : IView
{
    /// <summary>Code of the trusted base in bytes.</summary>
    public ulong CodeBytes => Parts.Where(p => p.Compartment < 0).Aggregate(0UL, (sum, p) => sum + p.CodeBytes);

    /// <summary>Instructions of the trusted base.</summary>
    public ulong Instructions => CodeBytes / 4;

    /// <summary>Source lines of the trusted base; null where any part's are unknown.</summary>
    public int? SourceLines => Parts.Where(p => p is { Compartment: < 0, CodeBytes: > 0 }).ToList() is var code && code.TrueForAll(p => p.SourceLines is not null) ? code.Sum(p => p.SourceLines) : null;

    /// <inheritdoc/>
    public string Name => "tcb";

    /// <inheritdoc/>
    public string Title => $"Trusted computing base of {Image.Plan.Configuration.Name}";

    /// <inheritdoc/>
    public string ToText() => TrustedBaseText.ToText(this);

    /// <inheritdoc/>
    public string ToCsv() => TrustedBaseText.Parts(this).ToCsv();

    /// <inheritdoc/>
    public string ToSvg() => TrustedBaseText.ToSvg(this);
}
