namespace FlexCap.Morello;

/// <summary>A command for gdb's <c>monitor</c>.</summary>
/// <param name="Name">The first word.</param>
/// <param name="Usage">Its arguments and what it does, one line.</param>
/// <param name="Run">Takes the further words and gives the text to print.</param>
public sealed record GdbMonitorCommand(string Name, string Usage, Func<IReadOnlyList<string>, string> Run);

/// <summary>What a <see cref="GdbServer"/> offers beyond the machine itself.</summary>
public sealed record GdbServerOptions
{
    /// <summary>Further commands for <c>monitor</c>; one with the name of a built-in command takes its place.</summary>
    public IReadOnlyList<GdbMonitorCommand> MonitorCommands { get; init; } = [];

    /// <summary>True: gdb prints what the guest writes to its console. False: only <see cref="Machine.ConsoleOutput"/> has it.</summary>
    public bool ConsoleToGdb { get; init; }

    /// <summary>True: record, so that gdb's reverse-step, reverse-continue and their kin work.</summary>
    public bool RecordHistory { get; init; } = true;
}
