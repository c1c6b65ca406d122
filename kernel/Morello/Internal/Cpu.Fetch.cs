using System.Runtime.CompilerServices;

namespace FlexCap.Morello.Internal;

// Fetching: the window is the part of one virtual page that PCC lets execute. Inside it, no check is left to do.
internal sealed unsafe partial class Cpu
{
    private const int WindowCacheSize = 256;
    private const int FetchContextCount = 64;

    [NotState]
    private readonly FetchWindow[] _windowCache = new FetchWindow[WindowCacheSize];
    [NotState]
    private readonly Dictionary<ulong, CodePage> _codePages = [];
    [NotState]
    private ulong _windowStart;
    [NotState]
    private ulong _windowLength;
    private CodeSlot* _windowSlots;
    [NotState]
    private readonly FetchContext[] _fetchContexts = new FetchContext[FetchContextCount];
    [NotState]
    private uint _fetchContext;
    [NotState]
    private uint _lastFetchContext;
    [NotState]
    private uint _fetchGeneration = 1;

    // The page of the open window: its slots must live as long as one of them may be executing.
    [NotState]
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

    // What decides, besides the address, where code may be fetched from. Gates come back to the same few again and again.
    private struct FetchContext
    {
        internal ulong Base;
        internal ulong Length;
        internal ulong Metadata;
        internal uint El;
        internal uint Generation;
        internal uint Number;
        internal bool Tag;
    }

    /// <summary>Forgets where code may be fetched from: translation or the code itself may have changed.</summary>
    internal void InvalidateFetch()
    {
        _fetchGeneration++;
        SelectFetchContext();
    }

    // Closes the window and takes up the context that PCC and the exception level make; windows opened in it before are valid again.
    private void SelectFetchContext()
    {
        _windowLength = 0;
        _runEnd = null;
        ref FetchContext context = ref FetchContextSlot(_pccMetadata);
        if (context.Metadata != _pccMetadata || context.Base != _pccBase || context.Length != _pccLength
            || context.Tag != _pccTag || context.El != El || context.Generation != _fetchGeneration)
        {
            context = new FetchContext
            {
                Base = _pccBase,
                Length = _pccLength,
                Metadata = _pccMetadata,
                Tag = _pccTag,
                El = El,
                Generation = _fetchGeneration,
                Number = ++_lastFetchContext,
            };
        }

        _fetchContext = context.Number;
    }

    // Decodes the bounds of a new PCC. Equal metadata and an address inside the bounds give the same bounds again.
    private void SetPccBounds(in Capability pcc)
    {
        ref FetchContext context = ref FetchContextSlot(pcc.Metadata);
        if (context.Metadata == pcc.Metadata && pcc.Value - context.Base < context.Length)
        {
            _pccBase = context.Base;
            _pccLength = context.Length;
            return;
        }

        CapabilityBounds bounds = pcc.Bounds;

        // A limit past the top of the address space: bounds do not wrap.
        UInt128 limit = UInt128.Min(bounds.Limit, UInt128.One << 64);
        UInt128 length = bounds.IsValid && limit > bounds.Base ? limit - bounds.Base : 0;
        _pccBase = bounds.Base;
        _pccLength = length > ulong.MaxValue ? ulong.MaxValue : (ulong)length;
    }

    private ref FetchContext FetchContextSlot(ulong metadata) => ref _fetchContexts[(metadata * 0x9E37_79B9_7F4A_7C15) >> 58];

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

        bool inBounds = pc - _pccBase < _pccLength && (_pccLength - (pc - _pccBase) >= 4 || _pccLength == ulong.MaxValue);
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
        ulong start = Math.Max(page, (_pccBase + 3) & ~3UL);
        ulong end = _pccLength == ulong.MaxValue ? page + 0xFFF : Math.Min(page + 0xFFF, _pccBase + (_pccLength - 1));
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
        slot->Handler = cpu.IsProbed(cpu._pc) ? &ExecuteProbed : cpu.Followable(handler, timing);
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
