namespace FlexCap.FlexOS.Internal.Planning;

/// <summary>What to do where bounds cannot overlap. What each way costs is modelled in <c>Explanations.CrossingCosts</c>, which a plan's explanation uses; a diagnostic runs no machine.</summary>
internal static class SharingAdvice
{
    public static string Help(Configuration configuration) =>
        "Instead: "
        + "bring the micro-libraries that use it into two compartments and name these under 'shared_between' (an access costs nothing more, there is less isolation); "
        + "pass it as an argument with an interface and 'sharing: copy' (any compartments, what is passed is copied) or 'capability' (no copy, the callee needs a version that takes capabilities); "
        + "mark it flexos_shared_register (one or two instructions more an access, any number of compartments)"
        + (configuration.Compartments.Any(c => c.Mechanism == Mechanism.Morello) ? "; or use mechanism 'page-table' (any number may share a region)." : ".")
        + " 'flexcap check --explain' models what each way costs where a plan can be made.";
}
