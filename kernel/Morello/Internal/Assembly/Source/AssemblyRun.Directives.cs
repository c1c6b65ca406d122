using System.Collections.Frozen;
using FlexCap.Morello.Elf;

namespace FlexCap.Morello.Internal.Assembly;

/// <summary>The table of directives, and what they share for reading their operands.</summary>
internal sealed partial class AssemblyRun
{
    // An object that says nothing of these is as good: unwind and debug information, and hints to other tools.
    private static readonly string[] IgnoredDirectives =
    [
        ".loc", ".ident", ".addrsig", ".addrsig_sym", ".cpu", ".tune", ".list", ".nolist", ".title", ".sbttl", ".eject", ".psize",
        ".symver", ".cv_file", ".cv_loc", ".build_version", ".line", ".ln", ".cg_profile", ".lto_discard",
    ];

    private static readonly FrozenDictionary<string, Action<AssemblyRun, TokenReader>> Directives = MakeDirectives();

    private string _sourceFile = "";

    /// <summary>The names of all directives.</summary>
    internal static IEnumerable<string> DirectiveNames => Directives.Keys.Concat(BlockDirectives).Order(StringComparer.Ordinal);

    private static FrozenDictionary<string, Action<AssemblyRun, TokenReader>> MakeDirectives()
    {
        var table = new Dictionary<string, Action<AssemblyRun, TokenReader>>(StringComparer.Ordinal)
        {
            [".text"] = static (run, r) => run.SwitchTo(".text", r),
            [".data"] = static (run, r) => run.SwitchTo(".data", r),
            [".bss"] = static (run, r) => run.SwitchTo(".bss", r),
            [".rodata"] = static (run, r) => run.SwitchTo(".rodata", r),
            [".section"] = static (run, r) => run.Section(r),
            [".pushsection"] = static (run, r) => run.PushSection(r),
            [".popsection"] = static (run, r) => run.PopSection(r),
            [".previous"] = static (run, r) => run.Previous(r),
            [".subsection"] = static (run, r) => run.Subsection(r),
            [".globl"] = static (run, r) => run.EachSymbol(r, static e => e.Binding = e.Binding == ElfSymbolBinding.Weak ? e.Binding : ElfSymbolBinding.Global),
            [".local"] = static (run, r) => run.EachSymbol(r, static e => e.Binding = ElfSymbolBinding.Local),
            [".weak"] = static (run, r) => run.EachSymbol(r, static e => e.Binding = ElfSymbolBinding.Weak),
            [".internal"] = static (run, r) => run.EachSymbol(r, static e => e.Other = (byte)((e.Other & ~3) | 1)),
            [".hidden"] = static (run, r) => run.EachSymbol(r, static e => e.Other = (byte)((e.Other & ~3) | 2)),
            [".protected"] = static (run, r) => run.EachSymbol(r, static e => e.Other = (byte)((e.Other & ~3) | 3)),
            [".variant_pcs"] = static (run, r) => run.EachSymbol(r, static e => e.Other |= 0x80),
            [".type"] = static (run, r) => run.SymbolType(r),
            [".size"] = static (run, r) => run.SymbolSize(r),
            [".set"] = static (run, r) => run.Set(r, isOnce: false),
            [".equiv"] = static (run, r) => run.Set(r, isOnce: true),
            [".comm"] = static (run, r) => run.Common(r),
            [".lcomm"] = static (run, r) => run.LocalCommon(r),
            [".unreq"] = static (run, r) => run.ForgetRegisterName(r),
            [".byte"] = static (run, r) => run.Integers(r, 1),
            [".hword"] = static (run, r) => run.Integers(r, 2),
            [".word"] = static (run, r) => run.Integers(r, 4),
            [".xword"] = static (run, r) => run.Integers(r, 8),
            [".octa"] = static (run, r) => run.Octa(r),
            [".sleb128"] = static (run, r) => run.Leb128(r, isSigned: true),
            [".uleb128"] = static (run, r) => run.Leb128(r, isSigned: false),
            [".float16"] = static (run, r) => run.Reals(r, 2),
            [".float"] = static (run, r) => run.Reals(r, 4),
            [".double"] = static (run, r) => run.Reals(r, 8),
            [".ascii"] = static (run, r) => run.Strings(r, isTerminated: false),
            [".asciz"] = static (run, r) => run.Strings(r, isTerminated: true),
            [".zero"] = static (run, r) => run.Space(r),
            [".fill"] = static (run, r) => run.FillWith(r),
            [".inst"] = static (run, r) => run.Words(r),
            [".chericap"] = static (run, r) => run.CapabilitySlot(r),
            [".capinit"] = static (run, r) => run.CapabilityRelocation(r),
            [".reloc"] = static (run, r) => run.Dependency(r),
            [".tlsdesccall"] = static (run, r) => run.TlsDescriptorCall(r),
            [".align"] = static (run, r) => run.Align(r, isPower: true, 1),
            [".p2align"] = static (run, r) => run.Align(r, isPower: true, 1),
            [".p2alignw"] = static (run, r) => run.Align(r, isPower: true, 2),
            [".p2alignl"] = static (run, r) => run.Align(r, isPower: true, 4),
            [".balign"] = static (run, r) => run.Align(r, isPower: false, 1),
            [".balignw"] = static (run, r) => run.Align(r, isPower: false, 2),
            [".balignl"] = static (run, r) => run.Align(r, isPower: false, 4),
            [".org"] = static (run, r) => run.Origin(r),
            [".incbin"] = static (run, r) => run.IncludeBytes(r),
            [".ltorg"] = static (run, _) => run.FlushPool(),
            [".arch"] = static (run, r) => run.Architecture(r),
            [".arch_extension"] = static (run, r) => run.ArchitectureExtension(r),
            [".code"] = static (run, r) => run.Code(r),
            [".file"] = static (run, r) => run.SourceFile(r),
            [".error"] = static (run, r) => run.UserMessage(r, isError: true),
            [".err"] = static (run, r) => run.UserMessage(r, isError: true),
            [".warning"] = static (run, r) => run.UserMessage(r, isError: false),
            [".end"] = static (run, _) => run.End(),
        };
        foreach (var (other, name) in ((string, string)[])
        [
            (".global", ".globl"), (".equ", ".set"), (".1byte", ".byte"), (".short", ".hword"), (".2byte", ".hword"), (".half", ".hword"),
            (".long", ".word"), (".int", ".word"), (".4byte", ".word"), (".quad", ".xword"), (".8byte", ".xword"), (".dword", ".xword"),
            (".single", ".float"), (".string", ".asciz"), (".space", ".zero"), (".skip", ".zero"), (".pool", ".ltorg"), (".code_mode", ".code"),
        ])
        {
            table[other] = table[name];
        }

        foreach (var name in IgnoredDirectives)
        {
            table[name] = static (_, r) => SkipAll(r);
        }

        table.Remove(".code_mode");
        return table.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static void SkipAll(TokenReader reader)
    {
        while (!reader.AtEnd)
        {
            reader.Next();
        }
    }

    private bool TryReader(string text, int start, out TokenReader reader)
    {
        start = Math.Min(start, text.Length);
        var tokens = Lexer.Read(text[start..], _place.Statement.Line, _place.Statement.Column + start, out var error);
        reader = new TokenReader(tokens ?? [new Token(TokenKind.End, "", _place.Statement.Line, _place.Statement.Column)], this);
        if (tokens is null)
        {
            Error("FX0801", error!);
        }

        return tokens is not null;
    }

    private bool TryExpression(TokenReader reader, out Expression expression)
    {
        expression = ExpressionParser.Parse(reader, out var error)!;
        if (expression is null)
        {
            Error("FX0802", error!);
        }

        return expression is not null;
    }

    // A number that the statement itself depends on, so that it must be known here.
    private bool TryConstant(TokenReader reader, string what, out long value)
    {
        value = 0;
        var at = reader.Peek;
        if (!TryExpression(reader, out var expression) || expression.TryConstant(out value))
        {
            return !_hasFailed;
        }

        var isImpossible = !expression.TryEvaluate(out var partial, out var problem);
        return Fail(at, "FX0806", isImpossible ? problem : $"{what} must be known at this place.",
            isImpossible ? "" : (partial.Add ?? partial.Subtract) is { IsDefined: false } symbol ? $"Define '{symbol.Name}' before this line." : "Addresses are known only after linking; a difference of two labels of one section is a number.");
    }

    private bool TryName(TokenReader reader, out string name)
    {
        var token = reader.Peek;
        name = token.Kind == TokenKind.Text ? System.Text.Encoding.UTF8.GetString(Lexer.Unescape(token)) : token.Text;
        if (token.Kind is not (TokenKind.Identifier or TokenKind.Text) || name.Length == 0 || name == ".")
        {
            return Fail(token, "FX0805", $"The name of a symbol was expected, not {token}.");
        }

        reader.Next();
        return true;
    }

    private bool TryComma(TokenReader reader) =>
        reader.TryTake(",") || Fail(reader.Peek, "FX0805", $"',' was expected, not {reader.Peek}.");

    private void SourceFile(TokenReader reader)
    {
        if (reader.TryTake(TokenKind.Text, out var name))
        {
            _sourceFile = System.Text.Encoding.UTF8.GetString(Lexer.Unescape(name));
        }
        else
        {
            SkipAll(reader); // .file 1 "name" belongs to debug information.
        }
    }

    private void UserMessage(TokenReader reader, bool isError)
    {
        var at = reader.Peek;
        var text = reader.TryTake(TokenKind.Text, out var token) ? System.Text.Encoding.UTF8.GetString(Lexer.Unescape(token)) : "";
        text = text.Length != 0 ? text : isError ? "The source asks for an error here." : "The source asks for a warning here.";
        if (isError)
        {
            Fail(at, "FX0819", text);
        }
        else
        {
            Warn(at, "FX0820", text, "");
        }
    }

    // The rest of the source is not read; conditions may stay open.
    private void End()
    {
        _conditions.Clear();
        _frame = new SourceFrame("", null, 0, static _ => []);
    }

    // ---- A64 and C64 ----

    private void Code(TokenReader reader)
    {
        var token = reader.Next();
        if (token.Is("c64") || token.Is("a64"))
        {
            _c64 = token.Is("c64");
            return;
        }

        Fail(token, "FX0805", $"'a64' or 'c64' was expected, not {token}.", "Write .code c64 before capability code, .code a64 before other code.");
    }

    // .arch morello+c64, as older sources have it, changes the state as well.
    private void Architecture(TokenReader reader)
    {
        var token = reader.Peek;
        if (!token.Text.StartsWith("armv8", StringComparison.OrdinalIgnoreCase) && !token.Text.StartsWith("armv9", StringComparison.OrdinalIgnoreCase)
            && !token.Is("morello"))
        {
            Fail(token, "FX0805", $"{token} is no architecture.", "Write .arch morello or .arch armv8-a.");
            return;
        }

        var isC64 = false;
        for (; !reader.AtEnd; reader.Next())
        {
            isC64 |= reader.Peek.Is("c64");
        }

        ChangeState(isC64, token);
    }

    private void ArchitectureExtension(TokenReader reader)
    {
        var token = reader.Next();
        if (token.Kind != TokenKind.Identifier)
        {
            Fail(token, "FX0805", $"The name of an extension was expected, not {token}.");
        }
        else if (token.Is("c64") || token.Is("noc64"))
        {
            ChangeState(token.Is("c64"), token);
        }
    }

    private void ChangeState(bool c64, in Token at)
    {
        if (_c64 != c64)
        {
            Warn(at, "FX0824", $"This changes the state to {(c64 ? "C64" : "A64")} as a side effect.", $"Write .code {(c64 ? "c64" : "a64")}.");
        }

        _c64 = c64;
    }
}
