using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using FlexCap.Cli.Internal;
using FlexCap.Morello.Conformance.Fuzzing;
using Spectre.Console;

namespace FlexCap.Cli.Commands;

/// <summary><c>flexcap census</c>: decodes every 32-bit word once and counts what they are.</summary>
internal static class CensusCommand
{
    private const long AllWords = 1L << 32;

    public static Command Create(Terminal terminal)
    {
        var command = new Command("census", "Decode all 2^32 instruction words on all cores and count the allocated, absent and unallocated ones.");
        command.SetAction((_, cancellation) => Task.FromResult(Run(terminal, cancellation)));
        return command;
    }

    private static int Run(Terminal terminal, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        var census = terminal.IsErrorTerminal
            ? Terminal.Rich(terminal.Error).Progress().HideCompleted(true).Start(context =>
            {
                var task = context.AddTask("words", maxValue: AllWords);
                return DecodeCensus.Take(0, AllWords, done => task.Increment(done), cancellation);
            })
            : DecodeCensus.Take(0, AllWords, null, cancellation);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"allocated    {census.Allocated,10}\nabsent       {census.Absent,10}\nunallocated  {census.Unallocated,10}"));
        terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{AllWords} words in {seconds:F1} s"));
        return ExitCode.Success;
    }
}
