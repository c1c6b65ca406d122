using FlexCap.Diagnostics;

namespace FlexCap.FlexOS.Internal.Interfaces;

/// <summary>Whether a gate can be made from an interface. A callback's sizes may also name arguments of the function around it.</summary>
internal sealed class InterfaceRules(FunctionInterface function, IReadOnlyList<InterfaceArgument> around, DiagnosticBag diagnostics)
{
    public void Check()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var argument in function.Arguments)
        {
            if (!names.Add(argument.Name))
            {
                diagnostics.Error("FX0204", argument.Location, $"'{function.Name}' has two arguments named '{argument.Name}'.", "Give each a name of its own.");
            }

            CheckArgument(argument);
        }

        CheckResult();
        if (function.IsVariadic && function.VariadicBytes % 8 != 0)
        {
            diagnostics.Error("FX0283", function.Location, $"{function.VariadicBytes} bytes of variadic arguments of '{function.Name}' are no multiple of 8.", "Write 8 bytes for each argument beyond the registers; 0 if those suffice.");
        }

        if (function.StackBytes > FunctionInterface.MaximumStackBytes)
        {
            diagnostics.Error("FX0283", function.Location, $"'{function.Name}' has {function.StackBytes} bytes of arguments on the stack; a gate carries up to {FunctionInterface.MaximumStackBytes}.",
                "Pass them in a struct: {name: arguments, pass: in, size: …}.");
        }
    }

    private void CheckArgument(InterfaceArgument argument)
    {
        if (argument.Pass == Pass.Into)
        {
            diagnostics.Error("FX0282", argument.Location, $"'into' is a way to pass results; '{argument.Name}' is an argument.", "Write in, out or inout with a size.");
        }

        if (argument.Type == ValueType.Void)
        {
            diagnostics.Error("FX0282", argument.Location, $"Argument '{argument.Name}' of '{function.Name}' is void.", "Only a result can be void.");
        }

        if (argument.IsBuffer && argument.Size is null)
        {
            diagnostics.Error("FX0281", argument.Location, $"Argument '{argument.Name}' of '{function.Name}' is a pointer without a size.",
                "Write 'size: …' (bytes, or an argument that says it); 'opaque' if the callee does not follow it, 'direct' if it always points into shared memory.");
        }

        if (argument.Into is { } into)
        {
            if (argument.Pass != Pass.Out || argument.Size is not { Argument: null, Plus: 8 })
            {
                diagnostics.Error("FX0282", argument.Location, $"Argument '{argument.Name}' of '{function.Name}' is no place for one pointer, so it cannot point into '{into}'.", "Write {pass: out, size: 8, into: …}.");
            }
            else if (function.Arguments.FirstOrDefault(a => a.Name == into) is not { IsBuffer: true, Into: null })
            {
                diagnostics.Error("FX0280", argument.Location, $"What '{argument.Name}' of '{function.Name}' gives points into '{into}', which is no buffer among the arguments.", "Name one that is passed in, out, inout or string.");
            }
        }

        CheckWritten(argument);
        CheckNames(argument, [argument.Size?.Argument, argument.Size?.Times]);
    }

    /// <summary>What is written must be an output, and be said by a result that is a number.</summary>
    private void CheckWritten(InterfaceArgument argument)
    {
        if (argument is { Written: null, IsWrittenWhole: false })
        {
            return;
        }

        if (argument.Pass != Pass.Out)
        {
            diagnostics.Error("FX0289", argument.Location, $"Argument '{argument.Name}' of '{function.Name}' says how much is written, and is no 'out'.", "Leave out 'written': what is passed inout comes back whole.");
        }
        else if (argument.Written is { } written)
        {
            string?[] names = [written.Argument, written.Times];
            if (!names.Contains(InterfaceArgument.ResultName))
            {
                diagnostics.Error("FX0289", argument.Location, $"What '{function.Name}' writes to '{argument.Name}' is '{written}', which does not depend on its result.", "That is its size: write 'size' and 'written: all'.");
            }
            else if (function.Result.Pass != Pass.Value || function.Result.Type == ValueType.Void || FunctionInterface.IsFloat(function.Result.Type))
            {
                diagnostics.Error("FX0289", argument.Location, $"What '{function.Name}' writes to '{argument.Name}' is said by its result, which is no whole number.", "Give it a 'result' of an integer type, or write 'all', or leave out 'written'.");
            }

            CheckNames(argument, names.Where(n => n != InterfaceArgument.ResultName));
        }
    }

    private void CheckNames(InterfaceArgument argument, IEnumerable<string?> names)
    {
        foreach (var name in names.OfType<string>())
        {
            var known = function.Arguments.Concat(around).ToList();
            if (known.Find(a => a.Name == name) is not { } found)
            {
                diagnostics.Error("FX0280", argument.Location, $"The size of '{argument.Name}' names '{name}', which is no argument of '{function.Name}'.",
                    DidYouMean.Help(name, known.Where(a => a.Pass == Pass.Value).Select(a => a.Name), "argument"));
            }
            else if (found.Pass != Pass.Value || FunctionInterface.IsFloat(found.Type))
            {
                diagnostics.Error("FX0287", argument.Location, $"The size of '{argument.Name}' of '{function.Name}' names '{name}', which is no whole number.", "Name an argument of an integer type.");
            }
        }
    }

    private void CheckResult()
    {
        var result = function.Result;
        switch (result.Pass)
        {
            case Pass.Into when function.Arguments.FirstOrDefault(a => a.Name == result.Argument) is not { IsBuffer: true }:
                diagnostics.Error("FX0280", function.Location, $"The result of '{function.Name}' points into '{result.Argument}', which is no buffer among its arguments.", "Name one that is passed in, out, inout or string.");
                break;
            case Pass.Out when result.Size is 0 or > 4096:
                diagnostics.Error("FX0281", function.Location, $"The struct that '{function.Name}' returns has {result.Size} bytes.", "Write its size, 17 to 4096 bytes; a smaller one is returned in registers: 'result: u64'.");
                break;
            case Pass.String when result.Size is 0 or > 4096:
                diagnostics.Error("FX0281", function.Location, $"The text that '{function.Name}' returns has up to {result.Size} bytes.", "Write the most that it may have with its NUL, 1 to 4096: {pass: string, size: 64}.");
                break;
            case Pass.In or Pass.InOut or Pass.Callback:
                diagnostics.Error("FX0285", function.Location, $"'{function.Name}' returns a pointer to memory of its own compartment, and there is no place in the caller's to copy it to.",
                    "Let it write into an 'out' argument; or return a text (string), shared memory (direct), a pointer into an argument (into), or a handle (opaque).");
                break;
        }
    }
}
