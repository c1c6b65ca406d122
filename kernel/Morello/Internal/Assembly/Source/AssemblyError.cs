namespace FlexCap.Morello.Internal.Assembly;

/// <summary>What is wrong with one statement; the assembler adds file, number and macro chain to make it a diagnostic.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Length">Characters that it covers, or 0.</param>
/// <param name="Message">What is wrong, one sentence.</param>
/// <param name="Help">What to do about it, one sentence, or empty.</param>
internal sealed record AssemblyError(int Line, int Column, int Length, string Message, string Help)
{
    /// <summary>An error at a token.</summary>
    public static AssemblyError At(in Token token, string message, string help = "") =>
        new(token.Line, token.Column, token.Text.Length, message, help);
}
