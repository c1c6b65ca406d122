using FlexCap.Morello.Internal;

namespace FlexCap.Morello;

public sealed partial class Machine
{
    private readonly Cpu _cpu;
    private bool _running;

    /// <summary>The registers, for debuggers and tests. Use them only while no <see cref="Run"/> is under way, or from a probe.</summary>
    public MachineRegisters Registers => field ??= new MachineRegisters(_cpu, StateEdited);

    /// <summary>Instructions retired since reset; exact.</summary>
    public long Instructions => _cpu.Instructions;

    /// <summary>Cycles since reset by <see cref="MachineOptions.Timing"/>; modelled, not measured on hardware.</summary>
    public long Cycles => _cpu.Cycles;

    /// <summary>Model cycles that went by while the core waited (WFI, WFE) and executed nothing; with <see cref="Cycles"/> they make the virtual time of timers.</summary>
    public long IdleCycles => _cpu.IdleCycles;

    /// <summary>Runs until something stops the machine. Checks <paramref name="cancellation"/> at least every 10 ms of host time.</summary>
    /// <param name="maxInstructions">Instruction budget of this call.</param>
    /// <param name="cancellation">Stops the run with <see cref="StopReason.Cancelled"/>; the machine can be run on afterwards.</param>
    /// <exception cref="InvalidOperationException">A run is under way: it was called from a probe or an event.</exception>
    public StopReason Run(long maxInstructions = long.MaxValue, CancellationToken cancellation = default)
    {
        if (_running)
        {
            throw new InvalidOperationException("A run is under way.");
        }

        _running = true;
        try
        {
            return _history?.Run(maxInstructions, cancellation) ?? _cpu.Run(maxInstructions, cancellation);
        }
        finally
        {
            _running = false;
            FlushConsole();
        }
    }
}
