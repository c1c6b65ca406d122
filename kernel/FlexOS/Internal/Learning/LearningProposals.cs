using FlexCap.FlexOS.Learning;

namespace FlexCap.FlexOS.Internal.Learning;

/// <summary>Turns what was recorded into what to do.</summary>
internal static class LearningProposals
{
    public static LearningResult Make(Image image, RunResult run, IReadOnlyList<LearnedAccess> accesses, IReadOnlyList<LearnedArgument> arguments, IReadOnlyList<LearnedFunction> functions)
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
            var size = argument.Size is null ? "" : $", size: {argument.Size.Write(n => $"argument {n}")}{(argument.Written.Length == 0 ? "" : $", written: {argument.Written}")}";
            var why = argument.Reason.Length == 0 ? "" : $" ({argument.Reason})";
            proposals.Add(new(argument.IsNested
                ? $"{argument.Function} ({argument.Gate}) follows the pointer at byte {argument.Path[(argument.Path.LastIndexOf('[') + 1)..^1]} of what argument {argument.Path[..argument.Path.LastIndexOf('[')]} points to, and uses {argument.Bytes} bytes ({argument.Pass}): hand them over by an argument of their own, or share them."
                : argument.Argument > CallTracker.Registers ? $"Give the {Ordinal(argument.Argument)} argument of {argument.Function} ({argument.Gate}), which lies on the stack, 'pass: {argument.Pass}{size}' in the interface of {argument.Library}; at most {argument.Bytes} bytes were used{why}."
                : argument.Argument == CallTracker.Registers ? $"Give {argument.Function} ({argument.Gate}) 'result: {{pass: out, size: {argument.Bytes}}}' in the interface of {argument.Library}."
                : $"Give argument {argument.Argument} of {argument.Function} ({argument.Gate}) 'pass: {argument.Pass}{size}' in the interface of {argument.Library}; at most {argument.Bytes} bytes were used{why}.", argument.Count));
        }

        foreach (var function in functions)
        {
            proposals.AddRange(function.Callbacks.Select(c => new LearningProposal($"Give argument {c} of {function.Function} 'pass: callback' in the interface of {function.Library}: it is a function of the caller.", 0)));
        }

        return new LearningResult(
            image.Plan.Configuration.Name, run, [.. accesses.OrderByDescending(a => a.Count).ThenBy(a => a.ProgramCounter).ThenBy(a => a.Object, StringComparer.Ordinal)], arguments,
            image.Plan.SharedReferences, [.. proposals.OrderByDescending(p => p.Count).ThenBy(p => p.Text, StringComparer.Ordinal)])
        {
            Functions = functions,
        };
    }

    // Arguments on the stack are counted after the eight in registers.
    private static string Ordinal(int argument) => $"{argument}th";
}
