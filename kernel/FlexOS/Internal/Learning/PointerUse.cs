using FlexCap.FlexOS.Learning;
using FlexCap.Morello;

namespace FlexCap.FlexOS.Internal.Learning;

/// <summary>What all calls of a function did through one pointer, and what follows for its interface.</summary>
internal sealed class PointerUse(string path, int argument)
{
    // An addend beyond this is a coincidence. Sizes of one value alone are laid at an argument that stands beside the pointer.
    private const int LargestAddend = 1024, Neighbour = 2;
    private static readonly ulong[] s_factors = [1, 2, 4, 8, 16];
    private List<SizeGuess>? _guesses;
    private bool _hasAddends, _hasReads, _hasWrites, _hasAliasedReads, _hasAliasedWrites, _isSplit;
    private long _texts, _textPrefixes, _noTexts, _filled, _aliased, _byResult;
    private ulong _least = ulong.MaxValue, _filledMost;

    public string Path => path;

    public int Argument => argument;

    /// <summary>Most bytes that a call used.</summary>
    public ulong Bytes { get; private set; }

    /// <summary>Accesses.</summary>
    public long Count { get; private set; }

    /// <summary>Calls that used it.</summary>
    public long Calls { get; private set; }

    public void Add(Extent extent, ReadOnlySpan<ulong> arguments, ulong result, bool hasFailed, Machine machine)
    {
        Count += extent.Count;
        Calls++;
        Bytes = Math.Max(Bytes, extent.Bytes);
        IsLeftOver &= extent.IsSecond;
        if (extent.IsAliased)
        {
            // Two arguments were the same address: which of them was read, and which written, other calls have to tell.
            (_aliased, _hasAliasedReads, _hasAliasedWrites) = (_aliased + 1, _hasAliasedReads || extent.HasReads, _hasAliasedWrites || extent.HasWrites);
            return;
        }

        _hasReads |= extent.HasReads;
        _hasWrites |= extent.HasWrites;
        _byResult += !hasFailed && result == extent.Bytes && extent.IsFilled ? 1 : 0;
        AddText(extent, machine);
        if (!hasFailed && result != extent.Bytes)
        {
            (_isSplit, _least, _filledMost) = (_isSplit || (_filled != 0 && _filledMost != extent.Bytes), Math.Min(_least, extent.Bytes), Math.Max(_filledMost, extent.Bytes));
            _filled++;
        }

        var room = extent.ObjectEnd - extent.Start;
        _guesses ??= First();
        if (!_hasAddends && !hasFailed && result != extent.Bytes)
        {
            _hasAddends = true;
            AddAddends(arguments, extent.Bytes);
        }

        for (var i = _guesses.Count - 1; i >= 0; i--)
        {
            if (!_guesses[i].Agrees(arguments, extent.Bytes, room, result, hasFailed))
            {
                _guesses.RemoveAt(i);
            }
        }
    }

    /// <summary>
    /// True if it never was more than the same address as an argument before it: a register that still had it, most likely, for
    /// how many arguments a function has cannot be seen.
    /// </summary>
    public bool IsLeftOver { get; private set; } = true;

    /// <summary>What the interface should say.</summary>
    /// <param name="function">The function's name.</param>
    /// <param name="gate">The gates through which it was called.</param>
    /// <param name="library">Its micro-library.</param>
    /// <param name="calls">Calls of the function in which the pointer was not null.</param>
    public LearnedArgument Describe(string function, string gate, string library, long calls)
    {
        var (size, why, isExact) = Size();
        if (_aliased == Calls)
        {
            (_hasReads, _hasWrites) = (_hasAliasedReads, _hasAliasedWrites);
            why = Join("in every call another argument was the same address", why);
        }

        var isText = !_hasWrites && _noTexts == 0 && (_texts != 0 || (_textPrefixes != 0 && _isSplit)) && !(isExact && size is { Argument: not null } && _least != Bytes);
        var pass = isText ? "string" : _hasReads && _hasWrites ? "inout" : _hasWrites ? "out" : "in";
        // What is not written stays as the caller had it; only what the result tells need not be brought along.
        var written = pass == "out" && size.Argument is not null && _byResult == Calls && _byResult > 0 && calls >= Calls ? "result" : "";
        return new(gate, function, library, argument, pass, Bytes, isText ? null : size, Count) { Path = path, Calls = Calls, Written = written, Reason = !isText ? why : _texts == 0 ? "a text of which parts were read" : "" };
    }

    private static string Join(string a, string b) => b.Length == 0 ? a : $"{a}; {b}";

    private void AddText(Extent extent, Machine machine)
    {
        if (_hasWrites || _noTexts != 0)
        {
            return;
        }

        // The text goes on to its NUL, whether all of it was read or not.
        Span<byte> bytes = stackalloc byte[256];
        var room = Math.Min(extent.ObjectEnd - extent.Start, InterfaceArgument.DefaultStringSize);
        for (ulong at = 0; at < room; at += (ulong)bytes.Length)
        {
            var part = bytes[..(int)Math.Min((ulong)bytes.Length, room - at)];
            machine.ReadVirtual(extent.Start + at, part);
            var end = part.IndexOf((byte)0);
            if (part[..(end < 0 ? part.Length : end)].ContainsAnyInRange((byte)1, (byte)8) || (end >= 0 && at + (ulong)end + 1 < extent.Bytes))
            {
                break;
            }

            if (end >= 0)
            {
                var isWhole = at + (ulong)end + 1 == extent.Bytes;
                _texts += isWhole && extent.StartsWithByte ? 1 : 0;
                _textPrefixes += isWhole ? 0 : 1;
                return;
            }
        }

        _noTexts++;
    }

    private List<SizeGuess> First()
    {
        var guesses = new List<SizeGuess>();
        for (var i = 0; i < CallTracker.Registers; i++)
        {
            if (i == argument)
            {
                continue;
            }

            guesses.AddRange(s_factors.Select(f => new SizeGuess(i, -1, f, 0)));
            for (var j = i + 1; j < CallTracker.Registers; j++)
            {
                if (j != argument)
                {
                    guesses.Add(new SizeGuess(i, j, 1, 0));
                }
            }
        }

        return guesses;
    }

    private void AddAddends(ReadOnlySpan<ulong> arguments, ulong bytes)
    {
        for (var i = 0; i < CallTracker.Registers; i++)
        {
            foreach (var factor in new ulong[] { 1, 2 })
            {
                if (i != argument && arguments[i] < 1UL << 40 && (long)(bytes - arguments[i] * factor) is var plus and (>= -LargestAddend and <= LargestAddend and not 0))
                {
                    _guesses!.Add(new SizeGuess(i, -1, factor, plus));
                }
            }
        }
    }

    // What a call shows is weighed: a size that followed an argument through several values, then one that was always the same.
    private (LearnedSize Size, string Why, bool IsExact) Size()
    {
        var isVaried = _isSplit || (_filled == 0 && Calls > 1);
        var alive = (_guesses ?? []).Where(g => !g.IsBeyond && g.Exact > 0 && g.Loose == 0).OrderBy(Rank).ThenBy(g => Distance(g.Argument)).ThenBy(g => g.Factor).ToList();
        var plain = alive.FirstOrDefault(g => g.IsPlain && (isVaried || Distance(g.Argument) <= Neighbour));
        if ((plain ?? (isVaried ? alive.FirstOrDefault() : null)) is { } exact)
        {
            return (Of(exact), isVaried ? "" : "one size was seen", true);
        }

        if (!_isSplit && _filled != 0)
        {
            return (new(null, null, 1, (long)Bytes), "", false);
        }

        var bound = (_guesses ?? []).FirstOrDefault(g => g is { IsPlain: true, IsBeyond: false } && g.Argument == argument + 1);
        return bound is not null ? (Of(bound), "calls use less, for a reason that no argument tells", false)
            : (new(null, null, 1, (long)Bytes), $"the most of sizes from {(_filled == 0 ? 0 : _least)} that follow no argument", false);

        static int Rank(SizeGuess g) => g.IsPlain ? 0 : g.Times < 0 && g.Factor == 1 ? 1 : g.Times < 0 ? 2 : 3;

        // What follows a pointer is likelier its size than what goes before.
        int Distance(int other) => other > argument ? other - argument - 1 : argument - other;
    }

    private static LearnedSize Of(SizeGuess guess) => new(guess.Argument, guess.Times < 0 ? null : guess.Times, guess.Factor, guess.Plus);
}
