namespace FlexCap.FlexOS.Internal.Planning;

/// <summary>What to do where bounds cannot overlap, with what it costs. The numbers are instructions, modelled: docs/gates.md has the table.</summary>
internal static class SharingAdvice
{
    public static string Help(Configuration configuration) =>
        "Instead: "
        + "bring the micro-libraries that use it into two compartments and name these under 'shared_between' (an access costs nothing more, there is less isolation); "
        + "pass it as an argument with an interface and 'sharing: copy' (about 120 instructions a call and one for every 8 bytes, any compartments) or 'capability' (about 8 a pointer, the callee needs a version that takes capabilities); "
        + "mark it flexos_shared_register (one or two a access more, any number of compartments)"
        + (configuration.Compartments.Any(c => c.Mechanism == Mechanism.Morello) ? "; or use mechanism 'page-table' (any number may share a region)." : ".");
}
