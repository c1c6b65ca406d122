using System.Runtime.CompilerServices;

namespace FlexCap.Morello.Internal;

// Fetching: the window is the part of one virtual page that PCC lets execute. Inside it, no check is left to do.
internal sealed unsafe partial class Cpu
{
    private const int WindowCacheSize = 256;

    private readonly FetchWindow[] _windowCache = new FetchWindow[WindowCacheSize];
    private readonly Dictionary<ulong, CodePage> _codePages = [];
    private ulong _windowStart;
    private ulong _windowLength;
    private CodeSlot* _windowSlots;
    private uint _fetchContext = 1;
    private ulong _pccLength;

    // The page of the open window: its slots must live as long as one of them may be executing.
    private CodePage? _windowPage;

    // A window that was open before; valid while the context is the same.
    private struct FetchWindow
    {
        internal ulong Page;
        internal ulong Start;
        internal ulong Length;
        internal CodeSlot* Slots;
        internal CodePage Code;
        internal uint Context;
    }

    /// <summary>Forgets where code may be fetched from: PCC, translation or the code itself may have changed.</summary>
    internal void InvalidateFetch()
    {
        _windowLength = 0;
        _runEnd = null;
        _fetchContext++;
    }

    /// <summary>Throws away decoded instructions, all of them or those of the page that holds a physical address.</summary>
    internal void InvalidateCode(ulong? physicalAddress = null)
    {
        if (physicalAddress is { } address)
        {
            _codePages.Remove(address >> CodePage.Shift);
        }
        else
        {
            _codePages.Clear();
        }

        InvalidateFetch();
    }

    // Makes the instruction at pc executable, or takes the exception that its fetch raises (Sail __FetchNextInstr).
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void OpenWindow(ulong pc)
    {
        ref FetchWindow cached = ref _windowCache[(pc >> CodePage.Shift) & (WindowCacheSize - 1)];
        if (cached.Context != _fetchContext || cached.Page != pc >> CodePage.Shift || ((pc - cached.Start) >> 2) >= cached.Length || (pc & 3) != 0)
        {
            ulong from = _pc;
            _pc = pc;

            // Nothing executes yet (see InRun).
            _runStart = pc + 4;
            if (!CheckFetch(pc, from) || !TryOpenPage(pc, ref cached))
            {
                if (++_fetchFaults >= FetchFaultLimit)
                {
                    StopAtFaultLoop();
                }

                return;
            }
        }

        _fetchFaults = 0;
        _windowStart = cached.Start;
        _windowLength = cached.Length;
        _windowSlots = cached.Slots;
        _windowPage = cached.Code;
    }

    private bool CheckFetch(ulong pc, ulong from)
    {
        if ((pc & 3) != 0)
        {
            RaisePcAlignmentFault();
            return false;
        }

        if (Il)
        {
            RaiseIllegalState();
            return false;
        }

        bool inBounds = pc - _pccBounds.Base < _pccLength && _pccLength - (pc - _pccBounds.Base) >= 4;
        if (!inBounds && pc == from + 4)
        {
            // PCC ran past its limit; only now does it matter whether it could be represented there.
            _pccTag = new Capability(from, _pccMetadata, _pccTag).Add(4).Tag;
        }

        GuestFaultKind kind;
        if (!_pccTag)
        {
            kind = GuestFaultKind.CapabilityTag;
        }
        else if (Pcc.IsSealed)
        {
            kind = GuestFaultKind.CapabilitySeal;
        }
        else if (!Pcc.Has(CapabilityPermissions.Execute))
        {
            kind = GuestFaultKind.CapabilityPermission;
        }
        else if (!inBounds)
        {
            kind = GuestFaultKind.CapabilityBounds;
        }
        else
        {
            return true;
        }

        RaiseFetchCapabilityFault(kind);
        return false;
    }

    private bool TryOpenPage(ulong pc, ref FetchWindow window)
    {
        if (!TryTranslateFetch(pc, out ulong physical))
        {
            return false;
        }

        CodePage code = GetCodePage(physical & ~0xFFFUL);
        ulong page = pc & ~0xFFFUL;
        ulong start = Math.Max(page, (_pccBounds.Base + 3) & ~3UL);
        ulong end = Math.Min(page + 0xFFF, _pccBounds.Base + (_pccLength - 1));
        window.Page = pc >> CodePage.Shift;
        window.Start = start;
        window.Length = (end - start + 1) >> 2;
        window.Slots = code.Slots + ((start - page) >> 2);
        window.Code = code;
        window.Context = _fetchContext;
        return true;
    }

    private CodePage GetCodePage(ulong physicalPage)
    {
        if (!_codePages.TryGetValue(physicalPage >> CodePage.Shift, out CodePage? code))
        {
            code = new CodePage(physicalPage);
            code.Fill(CodeWords(physicalPage), &DecodeSlot);
            _codePages.Add(physicalPage >> CodePage.Shift, code);
        }

        return code;
    }

    // What a slot executes the first time.
    private static void DecodeSlot(Cpu cpu, uint word)
    {
        CodeSlot* slot = cpu._windowSlots + ((cpu._pc - cpu._windowStart) >> 2);
        delegate*<Cpu, uint, void> handler = Decode(word, out TimingClass timing);
        slot->Cycles = (int)cpu._costs[(int)timing];
        slot->Handler = cpu.IsProbed(cpu._pc) ? &ExecuteProbed : handler;
        slot->Handler(cpu, word);
    }

    private static delegate*<Cpu, uint, void> Decode(uint word, out TimingClass timing)
    {
        int variant = InstructionTable.Find(word);
        timing = variant < 0 ? TimingClass.Exception : InstructionTable.Entries[InstructionTable.Variant(variant).Entry].Timing;
        return variant < 0 ? &ExecuteUnallocated : InstructionTable.Handler(variant);
    }

    private static void ExecuteUnallocated(Cpu cpu, uint word) => cpu.RaiseUndefined();
}
