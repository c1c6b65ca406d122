using FlexCap.Cli;
using FlexCap.Cli.Internal;

using var interrupt = new Interrupt();
return await FlexCapCommand.RunAsync(args, Terminal.OfProcess(), interrupt).ConfigureAwait(false);
