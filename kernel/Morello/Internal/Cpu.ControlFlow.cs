using System.Numerics;
using System.Runtime.CompilerServices;

namespace FlexCap.Morello.Internal;

// PCC and branches. The value of PCC is _pc; its metadata is kept decoded because every fetch is checked against it.
internal sealed unsafe partial class Cpu
{
    private ulong _pc;
    private ulong _pccMetadata;
    private bool _pccTag;
    private ulong _pccBase;
    private ulong _pccLength;

    /// <summary>Address of the instruction that executes now.</summary>
    internal ulong Pc => _pc;

    /// <summary>Where execution goes on: <see cref="Pc"/> + 4 when a body starts, changed by branches and exceptions.</summary>
    internal ulong NextPc { get; private set; }

    /// <summary>PCC as the executing instruction reads it.</summary>
    internal Capability Pcc => new(_pc, _pccMetadata, _pccTag);

    /// <summary>PCC with the address of the next instruction: what the machine stands at between two instructions.</summary>
    internal Capability NextPcc => new(NextPc, _pccMetadata, _pccTag);

    /// <summary>Base of PCC in bytes: what offsets count from with CCTLR_ELx.PCCBO.</summary>
    internal ulong PccBase => _pccBase;

    /// <summary>True if PCC has both the Execute and the System permission, which system register accesses need.</summary>
    internal bool HasSystemPermission { get; private set; }

    /// <summary>Branches to an offset from the current instruction (Sail <c>BranchToOffset</c>).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void BranchToOffset(ulong offset)
    {
        ulong target = _pc + offset;

        // Inside the fetch window there is nothing left to check.
        if (((target - _windowStart) >> 2) < _windowLength)
        {
            NextPc = target;
        }
        else
        {
            BranchFar(target, Pcc.Add(offset));
        }
    }

    /// <summary>Branches to an address, or to an offset from PCC's base with CCTLR_ELx.PCCBO (Sail, <c>branch_unconditional_register</c>).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void BranchToRegister(ulong target)
    {
        if ((CapabilityControl & CctlrPccBase) != 0)
        {
            target += PccBase;
        }

        if (BitOperations.RotateRight(target - _windowStart, 2) < _windowLength)
        {
            NextPc = target;
        }
        else
        {
            BranchFar(target, Pcc.SetValue(target));
        }
    }

    /// <summary>Writes the return address of BL and BLR: X30 in A64, C30 in C64 (with bit 0 set, sealed if CCTLR_ELx.SBL).</summary>
    internal void WriteLink()
    {
        ulong control = CapabilityControl;
        if (IsC64)
        {
            Capability link = Pcc.Add(5);
            SetC(30, (control & CctlrSealLink) != 0 ? link.WithObjectType(ObjectTypes.RegisterBranch) : link);
        }
        else
        {
            SetX(30, _pc + 4 - ((control & CctlrPccBase) != 0 ? PccBase : 0));
        }
    }

    // Leaving PCC's bounds can cost it the tag; the address may have to be made canonical.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void BranchFar(ulong target, Capability pcc)
    {
        if (target - _pccBase < _pccLength && (ulong)((long)target >> 55) + 1 <= 1)
        {
            NextPc = target;
        }
        else
        {
            BranchToCapability(pcc);
        }
    }

    /// <summary>Branches to a capability; bit 0 of its value becomes C64 (Sail <c>BranchXToCapability</c>).</summary>
    internal void BranchXToCapability(Capability target)
    {
        IsC64 = (target.Value & 1) != 0;
        BranchToCapability(new Capability(target.Value & ~1UL, target.Metadata, target.Tag));
    }

    /// <summary>Branches to a capability (Sail <c>BranchToCapability</c>, <c>BranchAddr</c>); a sealed one loses its tag.</summary>
    internal void BranchToCapability(Capability target)
    {
        ulong address = BranchAddress(target.Value);
        SetPcc(new Capability(address, target.Metadata, target.Tag && !target.IsSealed));
    }

    /// <summary>Writes PCC; execution goes on at its value.</summary>
    internal void SetPcc(Capability pcc)
    {
        NextPc = pcc.Value;
        if (pcc.Metadata == _pccMetadata && pcc.Tag == _pccTag && pcc.Value - _pccBase < _pccLength)
        {
            return;
        }

        _pccMetadata = pcc.Metadata;
        _pccTag = pcc.Tag;
        SetPccBounds(pcc);
        HasSystemPermission = pcc.Has(CapabilityPermissions.Execute | CapabilityPermissions.System);
        bool restricted = !pcc.Has(CapabilityPermissions.Executive);
        if (restricted == IsRestricted)
        {
            SelectFetchContext();
        }
        else
        {
            IsRestricted = restricted;
            UpdateContext();
        }
    }

    /// <summary>Puts the machine at an instruction, as reset and debuggers do.</summary>
    internal void Restart(Capability pcc)
    {
        // No instruction is executing: see InRun.
        _pc = pcc.Value;
        _runStart = _pc + 4;
        SetPcc(pcc);
    }

    // The top byte of a branch target, where address tagging is on for instructions (Sail AArch64_BranchAddr).
    private ulong BranchAddress(ulong target)
    {
        // Bits 63 to 55 all equal: nothing that the top-byte rules could change.
        int top = (ulong)((long)target >> 55) + 1 <= 1 ? 63 : BranchAddressTop(target);
        return top == 63 ? target
            : ((target >> 55) & 1) != 0 && HasTwoRanges(El) ? target | 0xFF00_0000_0000_0000
            : target & 0x00FF_FFFF_FFFF_FFFF;
    }

    // The most significant bit of a branch target: 63, or 55 where address tagging is on (Sail AddrTop).
    private int BranchAddressTop(ulong target)
    {
        int top = 63;
        GetBranchAddressTop(target, ref top);
        return top;
    }

    partial void GetBranchAddressTop(ulong target, ref int top);
}
