using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace FlexCap.Morello.Generators;

/// <summary>
/// Reads the <c>[Instruction]</c> and <c>[Absent]</c> attributes and writes the instruction table: one entry per attribute, and per entry and
/// engine one stub that extracts the fields of the word and calls the body. Malformed patterns are compile errors.
/// </summary>
[Generator]
public sealed class InstructionTableGenerator : IIncrementalGenerator
{
    private const string InstructionAttribute = "FlexCap.Morello.Internal.InstructionAttribute";
    private const string AbsentAttribute = "FlexCap.Morello.Internal.AbsentAttribute";
    private const string AliasAttribute = "FlexCap.Morello.Internal.AliasAttribute";
    private const int HandlersPerMethod = 32;
    private static readonly string[] s_engines = ["Functional"];

    private static readonly DiagnosticDescriptor s_malformed = new(
        "FXGEN01", "Malformed instruction entry", "{0}", "FlexCap.Instructions", DiagnosticSeverity.Error, isEnabledByDefault: true);

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<ImmutableArray<EntryModel>> present = Entries(context, InstructionAttribute, absent: false);
        IncrementalValueProvider<ImmutableArray<EntryModel>> absent = Entries(context, AbsentAttribute, absent: true);
        context.RegisterSourceOutput(present.Combine(absent), static (output, models) => Write(output, models.Left.AddRange(models.Right)));
    }

    private static IncrementalValueProvider<ImmutableArray<EntryModel>> Entries(IncrementalGeneratorInitializationContext context, string attribute, bool absent) =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName(attribute, static (node, _) => node is MethodDeclarationSyntax, (c, _) => Read(c, absent))
            .SelectMany(static (models, _) => models)
            .Collect();

    private static ImmutableArray<EntryModel> Read(GeneratorAttributeSyntaxContext context, bool absent)
    {
        var method = (IMethodSymbol)context.TargetSymbol;
        string parameters = string.Join(",", method.Parameters.Skip(1).Select(p => p.Type.ToDisplayString() + " " + p.Name));
        bool firstIsCpu = method.Parameters.Length > 0 && method.Parameters[0].Type.Name == "Cpu";
        ImmutableArray<EntryModel>.Builder models = ImmutableArray.CreateBuilder<EntryModel>();
        foreach (AttributeData attribute in context.Attributes)
        {
            string Argument(int i) => attribute.ConstructorArguments.Length > i ? attribute.ConstructorArguments[i].Value?.ToString() ?? "" : "";
            string Named(string name) => attribute.NamedArguments.FirstOrDefault(a => a.Key == name).Value.Value?.ToString() ?? "";
            SyntaxReference? at = attribute.ApplicationSyntaxReference;
            FileLinePositionSpan span = at is null ? default : at.SyntaxTree.GetLineSpan(at.Span);
            models.Add(new EntryModel(
                method.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), method.Name,
                method.IsGenericMethod, firstIsCpu && method.IsStatic && method.ReturnsVoid, parameters,
                Argument(0), Argument(1).Replace(" ", ""), Argument(2), absent ? "TimingClass.Exception" : "(TimingClass)" + Argument(3),
                Named("With"), Named("Types"), Named("Split"), absent ? Argument(3) : "", Aliases(method, Argument(2)),
                at?.SyntaxTree.FilePath ?? "", at?.Span ?? default, span.Span));
        }
        return models.ToImmutable();
    }

    private static string Aliases(IMethodSymbol method, string syntax)
    {
        var lines = new List<string>();
        foreach (AttributeData alias in method.GetAttributes())
        {
            if (alias.AttributeClass?.ToDisplayString() != AliasAttribute || alias.ConstructorArguments.Length != 2)
                continue;
            string of = alias.ConstructorArguments[0].Value as string ?? "";
            string Named(string name) => alias.NamedArguments.FirstOrDefault(a => a.Key == name).Value.Value?.ToString() ?? "";
            // "add {d:x}" names entries whose syntax starts so, at the end of a word or operand.
            if (syntax.StartsWith(of, StringComparison.Ordinal) && (syntax.Length == of.Length || syntax[of.Length] is ' ' or '{' or '[' or ','))
                lines.Add(alias.ConstructorArguments[1].Value + "\t" + Named("When") + "\t" + (Named("AssembleOnly") == "True" ? "1" : ""));
        }
        return string.Join("\n", lines);
    }

    private static void Write(SourceProductionContext output, ImmutableArray<EntryModel> models)
    {
        var variants = new List<Variant>();
        var accepted = new List<EntryModel>();
        foreach (EntryModel model in models.OrderBy(m => m.Name, StringComparer.Ordinal).ThenBy(m => m.Pattern, StringComparer.Ordinal))
        {
            string? error = EntryExpander.TryExpand(model, accepted.Count, variants);
            if (error is null)
                accepted.Add(model);
            else
                output.ReportDiagnostic(Diagnostic.Create(s_malformed, model.Location, model.Name + ": " + error));
        }
        output.AddSource("InstructionTable.g.cs", SourceText.From(Print(accepted, variants), Encoding.UTF8));
    }

    private static string Print(List<EntryModel> entries, List<Variant> variants)
    {
        var text = new StringBuilder();
        text.AppendLine("// <auto-generated/>");
        text.AppendLine("#nullable enable");
        text.AppendLine("using FlexCap.Morello.Internal.FloatingPoint;");
        text.AppendLine("using FlexCap.Morello.Internal.Instructions;");
        text.AppendLine("namespace FlexCap.Morello.Internal;");
        text.AppendLine("internal static unsafe partial class InstructionTable");
        text.AppendLine("{");
        text.AppendLine("    private static InstructionEntry[] BuildEntries() =>");
        text.AppendLine("    [");
        foreach (EntryModel e in entries)
        {
            text.AppendLine(string.Format(CultureInfo.InvariantCulture, "        new({0}, {1}, {2}, {3}, {4}, {5}, {6}),",
                Literal(e.Name), Literal(e.Pattern), Literal(e.Syntax), e.Timing, e.IsAbsent ? Literal(e.Feature) : "null", Literal(e.SignedFields),
                e.Aliases.Length == 0 ? "null" : Literal(e.Aliases)));
        }
        text.AppendLine("    ];");
        text.AppendLine("    private static System.ReadOnlySpan<uint> VariantData =>");
        text.AppendLine("    [");
        foreach (Variant v in variants)
            text.AppendLine(string.Format(CultureInfo.InvariantCulture, "        0x{0:X8}, 0x{1:X8}, {2},", v.Mask, v.Value, v.Entry));
        text.AppendLine("    ];");
        foreach (string engine in s_engines)
        {
            text.AppendLine("    private static delegate*<Cpu, uint, void> " + engine + "Handler(int variant) => (variant / " + HandlersPerMethod.ToString(CultureInfo.InvariantCulture) + ") switch");
            text.AppendLine("    {");
            int methods = (variants.Count + HandlersPerMethod - 1) / HandlersPerMethod;
            for (int i = 0; i < methods; i++)
                text.AppendLine(string.Format(CultureInfo.InvariantCulture, "        {0} => {1}Handlers{0}(variant),", i, engine));
            text.AppendLine("        _ => throw new System.ArgumentOutOfRangeException(nameof(variant)),");
            text.AppendLine("    };");
            for (int i = 0; i < methods; i++)
            {
                text.AppendLine(string.Format(CultureInfo.InvariantCulture, "    private static delegate*<Cpu, uint, void> {0}Handlers{1}(int variant)", engine, i));
                text.AppendLine("    {");
                text.AppendLine("        switch (variant)");
                text.AppendLine("        {");
                for (int v = i * HandlersPerMethod; v < Math.Min(variants.Count, (i + 1) * HandlersPerMethod); v++)
                    text.AppendLine(string.Format(CultureInfo.InvariantCulture, "            case {0}: return &{1}{0};", v, engine));
                text.AppendLine("            default: throw new System.ArgumentOutOfRangeException(nameof(variant));");
                text.AppendLine("        }");
                text.AppendLine("    }");
            }
            for (int v = 0; v < variants.Count; v++)
            {
                EntryModel e = entries[variants[v].Entry];
                string call = e.Type + "." + e.Method + (e.Types.Length != 0 ? "<" + e.Types + ">" : e.IsGeneric ? "<" + engine + ">" : "") + "(cpu" + variants[v].Arguments + ");";
                text.AppendLine(string.Format(CultureInfo.InvariantCulture, "    private static void {0}{1}(Cpu cpu, uint word) => {2}", engine, v, call));
            }
        }
        text.AppendLine("}");
        return text.ToString();
    }

    private static string Literal(string value) => SymbolDisplay.FormatLiteral(value, quote: true);
}
