namespace FlexCap.PaperFigures;

/// <summary>Something that we claim about a figure, checked against its numbers.</summary>
/// <param name="Text">The claim, as a sentence that is true or false.</param>
/// <param name="Holds">True if the numbers of this run bear it out.</param>
/// <param name="Evidence">The numbers that decide it, each with its kind.</param>
public sealed record Claim(string Text, bool Holds, string Evidence);
