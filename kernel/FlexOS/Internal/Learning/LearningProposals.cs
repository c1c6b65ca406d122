using FlexCap.FlexOS.Learning;

namespace FlexCap.FlexOS.Internal.Learning;

/// <summary>Turns what was recorded into what to do.</summary>
internal static class LearningProposals
{
    public static LearningResult Make(Image image, RunResult run, IReadOnlyList<LearnedAccess> accesses, IReadOnlyList<LearnedArgument> arguments)
    {
        var proposals = new List<LearningProposal>();
        foreach (var thing in accesses.GroupBy(a => (a.Kind, a.Object, a.Owner, a.OwnerLibrary)))
        {
            var count = thing.Sum(a => a.Count);
            var users = string.Join(", ", thing.Select(a => a.Compartment).Distinct().Order(StringComparer.Ordinal));
            var place = thing.Key.OwnerLibrary.Length == 0 ? thing.Key.Owner : $"{thing.Key.OwnerLibrary} ({thing.Key.Owner})";
            proposals.Add(new(thing.Key.Kind switch
            {
                LearnedObjectKind.Variable when thing.Key.Object.StartsWith(".L", StringComparison.Ordinal) => $"Make the constant {thing.Key.Object} of {place}, which {users} uses, FLEXOS_SHARED_LITERAL.",
                LearnedObjectKind.Variable => $"Annotate '{thing.Key.Object}' of {place}, which {users} uses, with __shared.",
                LearnedObjectKind.Heap => $"Allocate the {thing.Key.Object} of {place}, which {users} uses, on a shared heap.",
                LearnedObjectKind.Stack => $"Make variables on the {thing.Key.Object} of {place} that {users} uses shared (FLEXOS_SHARED_STACK), or pass them by an interface.",
                _ => $"Make constants in {thing.Key.Object}, which {users} uses, FLEXOS_SHARED_LITERAL.",
            }, count));
        }

        foreach (var argument in arguments)
        {
            var size = argument.Pass == "string" ? "" : argument.SizeArgument is { } by ? $", size: argument {by}{(argument.SizeFactor == 1 ? "" : $" * {argument.SizeFactor}")}" : $", size: {argument.Bytes}";
            proposals.Add(new($"Give argument {argument.Argument} of {argument.Function} ({argument.Gate}) 'pass: {argument.Pass}{size}' in the interface of {argument.Library}; at most {argument.Bytes} bytes were used.", argument.Count));
        }

        return new LearningResult(
            image.Plan.Configuration.Name, run, [.. accesses.OrderByDescending(a => a.Count).ThenBy(a => a.ProgramCounter).ThenBy(a => a.Object, StringComparer.Ordinal)], arguments,
            image.Plan.SharedReferences, [.. proposals.OrderByDescending(p => p.Count).ThenBy(p => p.Text, StringComparer.Ordinal)]);
    }
}
