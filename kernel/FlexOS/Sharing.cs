namespace FlexCap.FlexOS;

/// <summary>How data gets from one compartment to another along an edge (docs/gates.md).</summary>
public enum Sharing
{
    /// <summary>Both compartments' bounds overlap on a shared region (approach 2 of PLOS'23); what lies elsewhere goes through that region's heap.</summary>
    Overlap,

    /// <summary>The caller hands over exactly bounded capabilities, and the callee's shim copies in and out with them. Works between any two compartments.</summary>
    Copy,

    /// <summary>The callee's library defines <c>f__capability</c>, which takes exactly bounded capabilities as they are (approach 1 of PLOS'23); functions without one are called by <see cref="Copy"/>.</summary>
    Capability,

    /// <summary>A region that no compartment's bounds cover is reached through a capability in register c18 (the artefact's third way). Any number of compartments.</summary>
    SharedRegister,
}
