using System.Text;

namespace FlexCap.Morello.Internal;

/// <summary>
/// Arm semihosting for AArch64 (Semihosting for AArch32 and AArch64, 2.0): HLT #0xF000, operation in W0, parameter or block of
/// 64-bit parameters at X1, result in X0. In C64 state the block is the same: addresses, as QEMU's Morello target takes them.
/// </summary>
internal sealed unsafe partial class Cpu
{
    private const uint SemihostingImmediate = 0xF000;
    private const ulong SemihostingApplicationExit = 0x20026;
    private const ulong SemihostingFailed = ulong.MaxValue;
    private const ulong SemihostingCentiseconds = CoreFrequency / 100;
    private const int LongestString = 65_536;
    private const int LongestTransfer = 1 << 24;

    [NotState]
    private PsciConduit _psciConduit;
    private Action<byte>? _console;
    private Func<int>? _consoleInput;

    [NotState]
    private SemihostingFiles _files = new(null);

    [NotState]
    private string _commandLine = "";
    private ulong _semihostingError;

    /// <summary>Connects what firmware and debugger offer the guest.</summary>
    /// <param name="conduit">How PSCI is called.</param>
    /// <param name="console">Takes a byte of output.</param>
    /// <param name="consoleInput">Gives a byte of input, or a negative number if there is none.</param>
    /// <param name="options">What semihosting may use.</param>
    internal void ConnectFirmware(PsciConduit conduit, Action<byte> console, Func<int> consoleInput, MachineOptions options)
    {
        _psciConduit = conduit;
        _console = console;
        _consoleInput = consoleInput;
        _files = new(options.SemihostingDirectory);
        _commandLine = options.CommandLine;
    }

    /// <summary>HLT: semihosting if the immediate says so; there is no debugger that could halt the processor.</summary>
    internal void Halt(uint immediate)
    {
        if (immediate != SemihostingImmediate)
        {
            RaiseUndefined();
            return;
        }

        ulong? result = W(0) switch
        {
            0x01 => SemihostingOpen(),
            0x02 => _files.TryClose(Parameter(0)) ? 0 : Fail(SemihostingFiles.BadHandle),
            0x03 => SemihostingWriteCharacter(),
            0x04 => SemihostingWriteText(),
            0x05 => SemihostingWrite(),
            0x06 => SemihostingRead(),
            0x07 => SemihostingReadCharacter(),
            0x08 => (int)Parameter(0) < 0 ? 1u : 0,
            0x09 => _files.IsConsole(Parameter(0)) ? 1u : 0,
            0x0A => _files.TrySeek(Parameter(0), (long)Parameter(1)) ? 0 : Fail(SemihostingFiles.BadHandle),
            0x0C => _files.Length(Parameter(0)) is { } length ? (ulong)length : Fail(SemihostingFiles.BadHandle),
            0x0E => _files.TryRemove(Text(Parameter(0), Parameter(1))) ? 0 : Fail(SemihostingFiles.NoEntry),
            0x0F => _files.TryRename(Text(Parameter(0), Parameter(1)), Text(Parameter(2), Parameter(3))) ? 0 : Fail(SemihostingFiles.NoEntry),
            0x10 => (ulong)Now / SemihostingCentiseconds,
            0x11 => (ulong)Now / CoreFrequency,
            0x13 => _semihostingError,
            0x15 => SemihostingCommandLine(),
            0x16 => SemihostingHeap(),
            0x18 or 0x20 => SemihostingExit(),
            0x30 => SemihostingElapsed(),
            0x31 => TimerFrequency,
            _ => SemihostingFailed,
        };
        if (result is { } value)
        {
            SetX(0, value);
        }
    }

    private ulong Fail(ulong error)
    {
        _semihostingError = error;
        return SemihostingFailed;
    }

    private ulong SemihostingOpen()
    {
        long handle = _files.Open(Text(Parameter(0), Parameter(2)), (int)Parameter(1), out ulong error);
        return handle > 0 ? (ulong)handle : Fail(error);
    }

    private ulong? SemihostingWriteCharacter()
    {
        if (TryPeek(X(1), out byte character))
        {
            _console?.Invoke(character);
        }

        return null;
    }

    private ulong? SemihostingWriteText()
    {
        ulong address = X(1);
        for (int i = 0; i < LongestString && TryPeek(address, out byte value) && value != 0; i++, address++)
        {
            _console?.Invoke(value);
        }

        return null;
    }

    // The result is the number of bytes that were not written.
    private ulong SemihostingWrite()
    {
        ulong length = Parameter(2);
        byte[] bytes = Bytes(Parameter(1), length);
        if (_files.IsConsole(Parameter(0)))
        {
            foreach (byte value in bytes)
            {
                _console?.Invoke(value);
            }

            return length - (ulong)bytes.Length;
        }

        return _files.TryWrite(Parameter(0), bytes) ? length - (ulong)bytes.Length : length;
    }

    // The result is the number of bytes that were not read. From the console: what there is, at least one byte.
    private ulong? SemihostingRead()
    {
        ulong length = Parameter(2);
        ulong address = Parameter(1);
        ulong done = 0;
        if (!_files.IsConsole(Parameter(0)))
        {
            byte[] bytes = new byte[(int)Math.Min(length, LongestTransfer)];
            int read = _files.Read(Parameter(0), bytes);
            while (done < (ulong)Math.Max(read, 0) && TryPoke(address + done, bytes[done]))
            {
                done++;
            }

            return length - done;
        }

        while (done < length && _consoleInput?.Invoke() is { } value and >= 0 && TryPoke(address + done, (byte)value))
        {
            done++;
        }

        return done == 0 && length != 0 ? WaitForConsole() : length - done;
    }

    private ulong? SemihostingReadCharacter() => _consoleInput?.Invoke() is { } value and >= 0 ? (ulong)value : WaitForConsole();

    // The call is executed again by the next run, when the host may have sent something.
    private ulong? WaitForConsole()
    {
        StopBeforeInstruction(new StopReason.Waiting(_pc));
        return null;
    }

    private ulong SemihostingCommandLine()
    {
        byte[] line = [.. Encoding.UTF8.GetBytes(_commandLine), 0];
        ulong buffer = Parameter(0);
        if ((ulong)line.Length > Parameter(1))
        {
            return SemihostingFailed;
        }

        for (int i = 0; i < line.Length; i++)
        {
            TryPoke(buffer + (ulong)i, line[i]);
        }

        PokeWord(X(1) + 8, (ulong)line.Length - 1);
        return 0;
    }

    // Heap base and limit, stack base and limit: zero lets the program take its own.
    private ulong SemihostingHeap()
    {
        ulong block = Parameter(0);
        for (ulong i = 0; i < 4; i++)
        {
            PokeWord(block + (i * 8), 0);
        }

        return 0;
    }

    private ulong SemihostingElapsed()
    {
        PokeWord(X(1), PhysicalCount);
        return 0;
    }

    // X1 points to the reason and the exit code.
    private ulong? SemihostingExit()
    {
        RequestStop(new StopReason.Halted(Parameter(0) == SemihostingApplicationExit ? (int)Parameter(1) : 1, "semihosting SYS_EXIT"));
        return null;
    }

    private ulong Parameter(uint n)
    {
        ulong value = 0;
        for (uint i = 0; i < 8; i++)
        {
            if (TryPeek(X(1) + (n * 8) + i, out byte part))
            {
                value |= (ulong)part << (int)(8 * i);
            }
        }

        return value;
    }

    private byte[] Bytes(ulong address, ulong length)
    {
        List<byte> bytes = [];
        for (ulong i = 0; i < Math.Min(length, LongestTransfer) && TryPeek(address + i, out byte value); i++)
        {
            bytes.Add(value);
        }

        return [.. bytes];
    }

    private string Text(ulong address, ulong length) => Encoding.UTF8.GetString(Bytes(address, Math.Min(length, LongestString)));

    private void PokeWord(ulong address, ulong value)
    {
        for (int i = 0; i < 8; i++)
        {
            TryPoke(address + (ulong)i, (byte)(value >> (8 * i)));
        }
    }

    // The debugger's view of a virtual address: no capability is checked and no fault taken.
    private bool TryPeek(ulong address, out byte value)
    {
        value = 0;
        if (!TryInspect(address, out ulong physical) || !Memory.Contains(physical))
        {
            return false;
        }

        value = *Memory.Host(physical);
        return true;
    }

    private bool TryPoke(ulong address, byte value)
    {
        if (!TryInspect(address, out ulong physical) || !Memory.Contains(physical))
        {
            return false;
        }

        Memory.Write(physical, [value]);
        return true;
    }
}
