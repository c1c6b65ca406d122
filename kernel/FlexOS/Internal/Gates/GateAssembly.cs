using System.Collections.Concurrent;
using FlexCap.FlexOS.Internal.Planning;
using FlexCap.Morello;

namespace FlexCap.FlexOS.Internal.Gates;

/// <summary>Assembles the code of typed gates. The same text is the same code in every image, so each is assembled once in a process.</summary>
internal static class GateAssembly
{
    public const string ThunkSection = ".text.flexos_thunk", ThunkSlot = "flexos_callback_slot";
    private static readonly ConcurrentDictionary<string, LibraryObject> Cache = new(StringComparer.Ordinal);

    public static LibraryObject Assemble(string text) => Cache.GetOrAdd(text, static source =>
        new LibraryObject(new MicroLibrary("flexos-typed-gates", LibraryRole.Library, "", false, []), "flexos-typed-gates",
            new Assembler().Assemble(source, "gate.s").ToElf()));

    /// <summary>The entry point of a callback slot: goes to the function that the caller put there.</summary>
    public static string Thunk(long failure)
    {
        var text = new AssemblyText();
        text.Comment("a callback slot: to the function that is in it");
        text.Directive($".section {ThunkSection}, \"ax\", @progbits");
        text.Directive($".balign 4");
        text.Directive($".globl flexos_callback");
        text.Directive($".type flexos_callback, %function");
        text.Label("flexos_callback");
        text.Address("x16", ThunkSlot);
        text.Op($"ldr     x16, [x16]");
        text.Op($"cbz     x16, .Lfree");
        text.Op($"br      x16");
        text.Label(".Lfree");
        text.Number("x0", (ulong)failure, "the slot is free: nobody may come here");
        text.Op($"ret");
        text.Directive($".size flexos_callback, . - flexos_callback");
        return text.ToString();
    }
}
