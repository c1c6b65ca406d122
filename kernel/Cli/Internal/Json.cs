using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FlexCap.Diagnostics;
using FlexCap.FlexOS;
using FlexCap.Notebooks.Formatting;

namespace FlexCap.Cli.Internal;

/// <summary>What <c>--json</c> prints. Keys are stable; numbers stand below the word for their kind.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Text(JsonNode node) => node.ToJsonString(Options);

    public static JsonArray Of(IEnumerable<Diagnostic> diagnostics) => new([.. diagnostics.Select(d => new JsonObject
    {
        ["id"] = d.Id,
        ["severity"] = d.Severity.ToString().ToLowerInvariant(),
        ["file"] = d.Location.File,
        ["line"] = d.Location.Line,
        ["column"] = d.Location.Column,
        ["length"] = d.Location.Length,
        ["message"] = d.Message,
        ["help"] = d.Help,
    })]);

    public static JsonArray Of(IReadOnlyList<Compartment> compartments) => new([.. compartments.Select((c, id) => new JsonObject
    {
        ["id"] = id,
        ["name"] = c.Name,
        ["mechanism"] = Tables.MechanismName(c.Mechanism),
        ["default"] = c.IsDefault,
    })]);

    public static JsonArray Of(Plan plan, IReadOnlyList<long>? counts = null) => new([.. plan.Gates.Select((g, i) =>
    {
        var gate = new JsonObject
        {
            ["from"] = plan.Configuration.Compartments[g.From].Name,
            ["to"] = plan.Configuration.Compartments[g.To].Name,
            ["function"] = g.Function,
            ["mechanism"] = Tables.MechanismName(g.Mechanism),
        };
        if (counts is not null)
        {
            gate["switches"] = counts[i];
        }

        return gate;
    })]);

    public static JsonArray Of(IEnumerable<FaultReport> faults) => new([.. faults.Select(f => new JsonObject
    {
        ["kind"] = f.Fault.Kind.ToString(),
        ["access"] = f.Fault.Access.ToString().ToLowerInvariant(),
        ["address"] = Hex(f.Fault.Address),
        ["addressOwner"] = f.AddressOwner,
        ["pc"] = Hex(f.Fault.ProgramCounter),
        ["symbol"] = f.Symbol,
        ["compartment"] = f.Compartment,
        ["gate"] = f.Gate,
        ["capability"] = f.Fault.Capability?.ToString(),
        ["capabilityName"] = f.Fault.CapabilityName,
        ["esr"] = Hex(f.Fault.Esr),
        ["instructions"] = f.Fault.Instructions,
    })]);

    public static JsonArray Of(Explanation explanation) => new([.. explanation.Findings.Select(f => new JsonObject
    {
        ["id"] = f.Id,
        ["topic"] = f.Topic.ToString().ToLowerInvariant(),
        ["subject"] = f.Subject,
        ["text"] = f.Text,
        ["reasons"] = new JsonArray([.. f.Reasons.Select(r => JsonValue.Create(r))]),
        ["alternatives"] = new JsonArray([.. f.Alternatives.Select(a => new JsonObject { ["text"] = a.Text, ["modelled"] = a.Instructions is { } cost ? new JsonObject { ["instructions"] = cost, ["instructionsPerByte"] = a.InstructionsPerByte } : null })]),
    })]);

    public static JsonArray Of(PlanComparison comparison) => new([.. comparison.Differences.Select(d => new JsonObject
    {
        ["topic"] = d.Topic.ToString(),
        ["subject"] = d.Subject,
        ["before"] = d.Before,
        ["after"] = d.After,
    })]);

    private static string Hex(ulong value) => $"0x{value:x}";
}
