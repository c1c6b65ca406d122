using FlexCap.Morello;

namespace FlexCap.FlexOS.Internal.Running;

/// <summary>A fault report as a sentence.</summary>
internal static class FaultText
{
    public static string Describe(FaultReport report)
    {
        var fault = report.Fault;
        var did = fault.Access switch
        {
            GuestAccess.Load => $"loaded from 0x{fault.Address:x}",
            GuestAccess.Store => $"stored to 0x{fault.Address:x}",
            GuestAccess.Fetch => $"jumped to 0x{fault.Address:x}",
            _ => "executed an instruction",
        };
        var owner = fault.Access == GuestAccess.None ? "" : $" ({report.AddressOwner})";
        var through = report.Gate.Length == 0 ? "" : $", entered through the gate {report.Gate}";
        var which = fault.CapabilityName.Length == 0 ? "" : fault.Capability is { } capability ? $" [{fault.CapabilityName} = {capability}]" : $" [{fault.CapabilityName}]";
        var library = report.Library.Length == 0 ? "" : $" ({report.Library})";
        var source = report.Source is { } line ? $", {line}," : "";
        // After a jump the program counter is the target, which the owner already names.
        var where = fault.Access == GuestAccess.Fetch ? "" : $" in {report.Symbol}{library}{source} at 0x{fault.ProgramCounter:x}";
        var thread = report.Thread == 0 ? "" : $" in thread {report.Thread}";
        var overflow = report.IsStackOverflow ? $"stack overflow of thread {report.Thread}, " : "";
        return $"{overflow}{Kind(fault.Kind)}: {report.Compartment}{thread} {did}{owner}{where}{through}{which}.";
    }

    private static string Kind(GuestFaultKind kind) => kind switch
    {
        GuestFaultKind.CapabilityTag => "capability tag fault",
        GuestFaultKind.CapabilitySeal => "capability seal fault",
        GuestFaultKind.CapabilityBounds => "capability bounds fault",
        GuestFaultKind.CapabilityPermission => "capability permission fault",
        GuestFaultKind.CapabilityPage => "capability page fault",
        GuestFaultKind.CapabilityAccessTrap => "capability access trap",
        GuestFaultKind.Translation => "translation fault",
        GuestFaultKind.Alignment => "alignment fault",
        GuestFaultKind.Undefined => "undefined instruction",
        GuestFaultKind.External => "external abort",
        _ => "exception",
    };
}
