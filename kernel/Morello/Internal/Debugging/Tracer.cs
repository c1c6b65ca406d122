using System.Globalization;
using System.Runtime.Intrinsics;

namespace FlexCap.Morello.Internal;

/// <summary>
/// A traced run: single steps with a comparison of the registers before and after, and an observer of memory. Slow, and a
/// path of its own, so that the instructions know nothing of it.
/// </summary>
internal sealed class Tracer : IMemoryObserver, IDisposable
{
    private readonly Machine _machine;
    private readonly Cpu _cpu;
    private readonly TraceFilter _filter;
    private readonly Action<TraceEvent> _observer;
    private readonly Action<uint>? _previousObserver;
    private readonly HashSet<TimingClass> _classes;
    private readonly List<TraceAccess> _accesses = [];
    private readonly List<TraceException> _exceptions = [];
    private RegisterFile _registers;
    private RegisterTags _tags;
    private VectorFile _vectors;
    private Capability _ddc;
    private Capability _pcc;
    private uint _flags;
    private GuestFault? _fault;

    internal Tracer(Machine machine, TraceFilter filter, Action<TraceEvent> observer)
    {
        (_machine, _cpu, _filter, _observer) = (machine, machine.Core, filter, observer);
        _classes = [.. filter.Classes];
        _previousObserver = _cpu.ExceptionObserver;
        _cpu.ExceptionObserver = Enter;
        _cpu.Observe(this);
        machine.FaultTaken += Note;
    }

    public void Dispose()
    {
        _cpu.ExceptionObserver = _previousObserver;
        _cpu.Observe(null);
        _machine.FaultTaken -= Note;
    }

    internal StopReason Run(long steps, long maxInstructions, CancellationToken cancellation)
    {
        long shown = 0;
        for (long i = 0; i < steps; i++)
        {
            if (shown >= _filter.Limit)
            {
                return new StopReason.BudgetSpent(maxInstructions - steps + i);
            }

            var before = _cpu.Steps;
            var (instructions, cycles, level, restricted, c64, compartment) =
                (_cpu.Instructions, _cpu.Cycles, (int)_cpu.El, _cpu.IsRestricted, _cpu.IsC64, _cpu.CompartmentId);
            Keep();
            _accesses.Clear();
            _exceptions.Clear();
            var reason = _machine.Run(1, cancellation);
            if (_cpu.Steps != before)
            {
                var (address, word) = _cpu.LastInstruction;
                var timing = Cpu.ClassOf(word);
                if (Passes(address, timing, level, compartment))
                {
                    _observer(new(
                        instructions, cycles, address, word, timing, c64, level, restricted, compartment, _cpu.CompartmentId,
                        Changes(), Merge(), [.. _exceptions]));
                    shown++;
                }
                else if (_filter.AllExceptions && _exceptions.Count != 0)
                {
                    _observer(new(instructions, cycles, address, word, timing, c64, level, restricted, compartment, _cpu.CompartmentId, [], [], [.. _exceptions]));
                    shown++;
                }
            }

            if (reason is not StopReason.BudgetSpent)
            {
                return reason;
            }
        }

        return new StopReason.BudgetSpent(maxInstructions);
    }

    // The load is about to be done: memory holds what it will give. A device is not asked, for it would notice.
    public void Loads(ulong address, int size, bool capability)
    {
        var held = Held(address);
        var value = size < 8 ? held.Value & ((1UL << (8 * size)) - 1) : held.Value;
        _accesses.Add(new(address, size, false, value, capability ? held : null));
    }

    public void Stores(ulong address, int size, ulong value) =>
        _accesses.Add(new(address, size, true, size < 8 ? value & ((1UL << (8 * size)) - 1) : value, null));

    public void StoresCapability(ulong address, Capability value) => _accesses.Add(new(address, PhysicalMemory.GranuleSize, true, value.Value, value));

    public void StoresTag(ulong address, bool tag)
    {
        var held = Held(address);
        _accesses.Add(new(address, PhysicalMemory.GranuleSize, true, held.Value, new Capability(held.Value, held.Metadata, tag)));
    }

    private bool Passes(ulong address, TimingClass timing, int level, ulong compartment)
    {
        if ((_filter.ExceptionLevel is { } wanted && wanted != level) || (_classes.Count != 0 && !_classes.Contains(timing))
            || (_filter.Compartments.Count != 0 && !_filter.Compartments.Contains(compartment)))
        {
            return false;
        }

        foreach (var range in _filter.Ranges)
        {
            if (range.Contains(address))
            {
                return true;
            }
        }

        return _filter.Ranges.Count == 0;
    }

    private void Note(GuestFault fault) => _fault = fault;

    private void Enter(uint level)
    {
        _previousObserver?.Invoke(level);
        _exceptions.Add(new(_cpu.ExceptionSyndrome(level), (int)level, _cpu.ExceptionLink(level).Value, _cpu.NextPcc.Value, _fault));
        _fault = null;
    }

    private void Keep()
    {
        _cpu.CopyRegisters(out _registers, out _tags, out _vectors);
        (_ddc, _pcc, _flags) = (_cpu.Ddc, _cpu.NextPcc, _cpu.Nzcv);
    }

    private List<TraceRegister> Changes()
    {
        var changes = new List<TraceRegister>();
        for (var i = 0; i < 31; i++)
        {
            Compare(changes, i, string.Create(CultureInfo.InvariantCulture, $"x{i}"), string.Create(CultureInfo.InvariantCulture, $"c{i}"), _cpu.C((uint)i));
        }

        Compare(changes, (int)VirtualAddress.Csp, "sp", "csp", _cpu.CSp(31));
        for (var i = 0; i < 32; i++)
        {
            var value = _cpu.V((uint)i);
            if (value != _vectors[i])
            {
                changes.Add(new(string.Create(CultureInfo.InvariantCulture, $"v{i}"), string.Create(CultureInfo.InvariantCulture, $"0x{value[1]:x16}{value[0]:x16}")));
            }
        }

        if (_cpu.Nzcv != _flags)
        {
            changes.Add(new("nzcv", Flags(_cpu.Nzcv)));
        }

        if (_cpu.Ddc != _ddc)
        {
            changes.Add(new("ddc", _cpu.Ddc.ToString()));
        }

        var pcc = _cpu.NextPcc;
        if (pcc.Metadata != _pcc.Metadata || pcc.Tag != _pcc.Tag)
        {
            changes.Add(new("pcc", pcc.ToString()));
        }

        return changes;
    }

    // A number as long as neither side is a capability.
    private void Compare(List<TraceRegister> changes, int slot, string number, string name, Capability value)
    {
        var old = new Capability(_registers[slot].Value, _registers[slot].Metadata, _tags[slot] != 0);
        if (value != old)
        {
            var plain = value is { Metadata: 0, Tag: false } && !old.Tag;
            changes.Add(plain ? new(number, string.Create(CultureInfo.InvariantCulture, $"0x{value.Value:x}")) : new(name, value.ToString()));
        }
    }

    private static string Flags(uint nzcv) =>
        string.Create(4, nzcv >> 28, (text, flags) =>
        {
            for (var i = 0; i < 4; i++)
            {
                text[i] = (flags >> (3 - i) & 1) != 0 ? "NZCV"[i] : '-';
            }
        });

    // Neighbouring single bytes of a misaligned access become one.
    private List<TraceAccess> Merge()
    {
        var merged = new List<TraceAccess>();
        foreach (var access in _accesses)
        {
            if (merged.Count != 0 && access is { Size: 1, Capability: null } && merged[^1] is { Capability: null, Size: < 8 } last
                && last.IsStore == access.IsStore && last.Address + (ulong)last.Size == access.Address)
            {
                merged[^1] = last with { Size = last.Size + 1, Value = last.Value | access.Value << (8 * last.Size) };
            }
            else
            {
                merged.Add(access);
            }
        }

        return merged;
    }

    private Capability Held(ulong address)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        _machine.ReadVirtual(address, bytes);
        var tag = address % 16 == 0 && _machine.TryTranslate(address, out var physical) && _machine.Memory.Contains(physical) && _machine.Memory.Tag(physical);
        return new(BitConverter.ToUInt64(bytes), BitConverter.ToUInt64(bytes[8..]), tag);
    }
}
