using System.Runtime.CompilerServices;

namespace FlexCap.Morello.Internal;

// DDC exists once for each exception level and once for Restricted; the one in use is kept decoded for the checks.
internal sealed unsafe partial class Cpu
{
    /// <summary>DDC_EL0 to DDC_EL3 and RDDC_EL0. Write through <see cref="SetDdc"/>.</summary>
    private readonly Capability[] _ddcs = new Capability[BankCount];

    [NotState]
    private Authority _ddcAuthority;
    [NotState]
    private ulong _ddcOffset;

    /// <summary>The selected DDC (Sail DDC_read).</summary>
    internal Capability Ddc => _ddcs[CurrentBank];

    /// <summary>Reads a banked DDC: 0-3 for DDC_ELx, <see cref="RestrictedBank"/> for RDDC_EL0.</summary>
    internal Capability GetDdc(uint bank) => _ddcs[bank];

    /// <summary>Writes a banked DDC.</summary>
    internal void SetDdc(uint bank, Capability value)
    {
        _ddcs[bank] = value;
        DdcChanged();
    }

    partial void ContextChanged()
    {
        DdcChanged();
        SelectTranslation();
        EnablesChanged();
    }

    // After a change of a DDC, of what selects it, or of CCTLR.DDCBO.
    private void DdcChanged()
    {
        ref var ddc = ref _ddcs[CurrentBank];
        if (!_ddcAuthority.Covers(ddc))
        {
            _ddcAuthority = Authority.Of(ddc);
        }

        _ddcOffset = (CapabilityControl & CctlrDdcBase) != 0 ? ddc.Base : 0;
    }
}
