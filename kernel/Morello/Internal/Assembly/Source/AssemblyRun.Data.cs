using System.Buffers.Binary;
using System.Globalization;

namespace FlexCap.Morello.Internal.Assembly;

/// <summary>Directives that write bytes, and alignment.</summary>
internal sealed partial class AssemblyRun
{
    private const long MaximumAddressSpace = 1L << 47, MaximumAlignment = 1L << 21;
    private const uint Nop = 0xd503_201f, CapabilityRelocationType = 59392, CodeCapabilityRelocationType = 59399;

    // Data may not lie in .bss, except for zeros.
    private bool HasPlaceForBytes(in Token at, bool isZero) =>
        _piece.Section.HasBytes || isZero
        || Fail(at, "FX0809", $"Section {_piece.Section.Name} has no bytes in the file, so nothing but zeros can lie in it.", "Switch to another section, such as .data.");

    private void MarkData()
    {
        if (_piece.Section.IsCode || _piece.Contents.Count != 0)
        {
            _piece.Mark(ContentKind.Data);
        }
    }

    private void Integers(TokenReader reader, int size)
    {
        if (reader.AtEnd)
        {
            return;
        }

        do
        {
            var at = reader.Peek;
            if (!TryExpression(reader, out var value) || !WriteInteger(value, size, at))
            {
                return;
            }
        }
        while (reader.TryTake(","));
    }

    private bool WriteInteger(Expression value, int size, in Token at)
    {
        var isKnown = value.TryConstant(out var number);
        if (!HasPlaceForBytes(at, isKnown && number == 0) || !Reserve(size))
        {
            return false;
        }

        if (isKnown && !Fits(number, size))
        {
            return Fail(at, "FX0807", $"{number} does not fit into {8 * size} bits.", $"Use a number from {-(1L << ((8 * size) - 1))} to {(1UL << (8 * size)) - 1}, or a larger directive.");
        }

        MarkData();
        if (!isKnown)
        {
            _piece.Fields.Add(new PendingField(_piece.Length, size, null, value, _c64, _place, at.Column));
        }

        WriteBytes(number, size);
        return true;
    }

    private static bool Fits(long value, int size) => size == 8 || (value >= -(1L << ((8 * size) - 1)) && value < 1L << (8 * size));

    private void WriteBytes(long value, int size)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        _piece.Append(bytes[..size]);
    }

    private void Octa(TokenReader reader)
    {
        do
        {
            var isNegative = reader.TryTake("-");
            if (!reader.TryTake(TokenKind.Number, out var number))
            {
                Fail(reader.Peek, "FX0805", $"A number was expected, not {reader.Peek}.", ".octa takes numbers of up to 128 bits, and no operators.");
                return;
            }

            if (!HasPlaceForBytes(number, number.Value == 0) || !Reserve(16))
            {
                return;
            }

            MarkData();
            BinaryPrimitives.WriteUInt128LittleEndian(_piece.Extend(16), unchecked(isNegative ? (UInt128)0 - number.Value : number.Value));
        }
        while (reader.TryTake(","));
    }

    private void Leb128(TokenReader reader, bool isSigned)
    {
        Span<byte> bytes = stackalloc byte[10];
        do
        {
            var at = reader.Peek;
            if (!TryConstant(reader, "A LEB128 number", out var value) || !HasPlaceForBytes(at, isZero: false) || !Reserve(10))
            {
                return;
            }

            MarkData();
            var count = 0;
            bool isLast;
            do
            {
                var part = (byte)(value & 0x7f);
                value = isSigned ? value >> 7 : (long)((ulong)value >> 7);
                isLast = isSigned ? (value == 0 && (part & 0x40) == 0) || (value == -1 && (part & 0x40) != 0) : value == 0;
                bytes[count++] = (byte)(part | (isLast ? 0 : 0x80));
            }
            while (!isLast);

            _piece.Append(bytes[..count]);
        }
        while (reader.TryTake(","));
    }

    private void Reals(TokenReader reader, int size)
    {
        do
        {
            var at = reader.Peek;
            if (!TryReal(reader, size, out var bits) || !HasPlaceForBytes(at, bits == 0) || !Reserve(size))
            {
                return;
            }

            MarkData();
            WriteBytes(bits, size);
        }
        while (reader.TryTake(","));
    }

    private bool TryReal(TokenReader reader, int size, out long bits)
    {
        bits = 0;
        var isNegative = reader.TryTake("-");
        if (!isNegative)
        {
            reader.TryTake("+");
        }

        var token = reader.Next();
        var isDecimal = token.Kind == TokenKind.Real && !token.Text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        double value;
        if (token.Kind == TokenKind.Real)
        {
            value = token.Real;
        }
        else if (token.Kind == TokenKind.Number)
        {
            value = (double)token.Value;
        }
        else if (token.Is("inf") || token.Is("infinity"))
        {
            value = double.PositiveInfinity;
        }
        else if (token.Is("nan"))
        {
            value = double.NaN;
        }
        else
        {
            return Fail(token, "FX0805", $"A floating-point number was expected, not {token}.", "Write it as 1.5, 1.5e-3, 0x1.8p3, inf or nan.");
        }

        // A decimal literal is rounded once, straight to its format. The quiet NaN has all other fraction bits 0.
        bits = size switch
        {
            2 => BitConverter.HalfToUInt16Bits(isDecimal ? Half.Parse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture) : (Half)value) & 0x7fff,
            4 => BitConverter.SingleToUInt32Bits(isDecimal ? float.Parse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture) : (float)value) & 0x7fff_ffff,
            _ => (long)(BitConverter.DoubleToUInt64Bits(value) & long.MaxValue),
        };
        bits |= isNegative ? 1L << ((8 * size) - 1) : 0;
        return true;
    }

    private void Strings(TokenReader reader, bool isTerminated)
    {
        if (reader.AtEnd)
        {
            return;
        }

        do
        {
            if (reader.Peek.Kind != TokenKind.Text)
            {
                Fail(reader.Peek, "FX0805", $"A string was expected, not {reader.Peek}.", "Write it in quotes.");
                return;
            }

            // Strings side by side are one string.
            while (reader.TryTake(TokenKind.Text, out var text))
            {
                var bytes = Lexer.Unescape(text);
                if (!HasPlaceForBytes(text, isZero: false) || !Reserve(bytes.Length))
                {
                    return;
                }

                MarkData();
                _piece.Append(bytes);
            }

            if (isTerminated && Reserve(1))
            {
                MarkData();
                _piece.AppendZeros(1);
            }
        }
        while (reader.TryTake(","));
    }

    private bool TryCount(TokenReader reader, string what, out long count)
    {
        var at = reader.Peek;
        return TryConstant(reader, what, out count)
            && (count >= 0 && count <= MaximumAddressSpace || Fail(at, "FX0807", $"{what} cannot be {count}.", "Use 0 or more."));
    }

    private void Space(TokenReader reader)
    {
        var at = reader.Peek;
        long value = 0;
        if (!TryCount(reader, "The number of bytes", out var count)
            || (reader.TryTake(",") && !TryConstant(reader, "The value of the bytes", out value))
            || !HasPlaceForBytes(at, value == 0) || !Reserve(count))
        {
            return;
        }

        if (!Fits(value, 1))
        {
            Fail(at, "FX0807", $"{value} does not fit into 8 bits.", "Use .fill for larger values.");
            return;
        }

        if (count != 0)
        {
            MarkData();
        }

        if (value == 0)
        {
            _piece.AppendZeros(count);
        }
        else
        {
            _piece.Extend((int)count).Fill((byte)value);
        }
    }

    // .fill count [, size [, value]]; as in GNU as, bytes beyond the fourth are zero.
    private void FillWith(TokenReader reader)
    {
        var at = reader.Peek;
        long size = 1, value = 0;
        if (!TryCount(reader, "The number of values", out var count)
            || (reader.TryTake(",") && (!TryCount(reader, "The size of a value", out size) || (reader.TryTake(",") && !TryConstant(reader, "The value", out value)))))
        {
            return;
        }

        size = Math.Min(size, 8);
        if (!HasPlaceForBytes(at, value == 0) || !Reserve(Math.Min(count * size, MaximumAddressSpace * 2)) || count * size == 0)
        {
            return;
        }

        MarkData();
        if (value == 0)
        {
            _piece.AppendZeros(count * size);
            return;
        }

        Span<byte> one = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(one, value & 0xffff_ffff);
        var bytes = _piece.Extend((int)(count * size));
        for (; !bytes.IsEmpty; bytes = bytes[(int)size..])
        {
            one[..(int)size].CopyTo(bytes);
        }
    }

    private void Words(TokenReader reader)
    {
        do
        {
            var at = reader.Peek;
            if (!TryConstant(reader, "An instruction", out var word))
            {
                return;
            }

            if (!Fits(word, 4))
            {
                Fail(at, "FX0807", $"0x{word:x} has more than the 32 bits of an instruction.", "Write one instruction after the other, with commas between.");
                return;
            }

            EmitInstruction(new AssembledInstruction((uint)word), at);
        }
        while (!_hasFailed && reader.TryTake(","));
    }

    // 16 bytes and a relocation that makes a capability of them; foo@code for a code pointer.
    private void CapabilitySlot(TokenReader reader)
    {
        do
        {
            var at = reader.Peek;
            if (!TryCapability(reader, out var value, out var type) || !HasPlaceForBytes(at, isZero: false) || !Reserve(16))
            {
                return;
            }

            if (_piece.Length % 16 != 0)
            {
                Fail(at, "FX0810", "A capability must lie at a multiple of 16 bytes.", "Put .p2align 4 before it.");
                return;
            }

            _piece.Align(16);
            MarkData();
            if (value.TryConstant(out var number))
            {
                WriteBytes(number, 8);
                _piece.AppendZeros(8);
                continue;
            }

            _piece.Fields.Add(new PendingField(_piece.Length, 16, null, value, _c64, _place, at.Column, type));
            _piece.AppendZeros(16);
        }
        while (reader.TryTake(","));
    }

    // The relocation alone: compilers write the 16 bytes after it themselves.
    private void CapabilityRelocation(TokenReader reader)
    {
        var at = reader.Peek;
        if (TryCapability(reader, out var value, out var type) && HasPlaceForBytes(at, isZero: false))
        {
            _piece.Align(16);
            _piece.Fields.Add(new PendingField(_piece.Length, 0, null, value, _c64, _place, at.Column, type));
        }
    }

    // symbol@code + addend
    private bool TryCapability(TokenReader reader, out Expression value, out uint type)
    {
        type = CapabilityRelocationType;
        if (reader.PeekAt(1).Is("@") && reader.PeekAt(2).Is("code") && reader.Peek.Kind == TokenKind.Identifier)
        {
            type = CodeCapabilityRelocationType;
            value = reader.Scope.Name(reader.Next().Text);
            reader.Next();
            reader.Next();
            if ((reader.Peek.Is("+") || reader.Peek.Is("-")) && TryExpression(reader, out var addend))
            {
                value = Expression.Binary("+", value, addend);
            }

            return !_hasFailed;
        }

        return TryExpression(reader, out value);
    }

    private void TlsDescriptorCall(TokenReader reader)
    {
        var at = reader.Peek;
        if (TryExpression(reader, out var value))
        {
            _piece.Fields.Add(new PendingField(_piece.Length, 0, null, value, _c64, _place, at.Column, _c64 ? 57602u : 569u));
        }
    }

    // .reloc ., R_AARCH64_NONE, symbol: whoever takes this section needs the symbol, too; no byte is changed.
    private void Dependency(TokenReader reader)
    {
        var at = reader.Peek;
        if (!TryExpression(reader, out var place))
        {
            return;
        }

        if (!IsHere(place, reader.Scope.Here()) || !reader.TryTake(",") || !reader.TryTake("R_AARCH64_NONE") || !reader.TryTake(","))
        {
            Fail(at, "FX0805", "Only .reloc ., R_AARCH64_NONE, symbol is known.", "Other relocations follow from what is written: .xword symbol, bl symbol, :lo12:symbol.");
            return;
        }

        if (TryExpression(reader, out var value))
        {
            _piece.Fields.Add(new PendingField(_piece.Length, 0, null, value, _c64, _place, at.Column, PendingField.Dependency));
        }
    }

    // A label right before it will do: clang writes one for the dot.
    private static bool IsHere(Expression place, Expression here) =>
        place.TryEvaluate(out var value, out _) && here.TryEvaluate(out var dot, out _)
        && value is { Constant: 0, Subtract: null, Add: { Section: not null } label } && dot.Add is { } now
        && ReferenceEquals(label.Section, now.Section) && label.Offset == now.Offset;

    // ---- Alignment ----

    private bool TryAlignment(TokenReader reader, bool isPower, out long alignment)
    {
        var at = reader.Peek;
        if (!TryConstant(reader, "An alignment", out alignment))
        {
            return false;
        }

        if (isPower ? alignment is < 0 or > 21 : alignment is < 0 or > MaximumAlignment || (alignment & (alignment - 1)) != 0)
        {
            return Fail(at, "FX0823", $"{alignment} is no alignment.", isPower ? "This directive takes the exponent: 4 for 16 bytes, at most 21." : "Use a power of two of at most 2 MiB.");
        }

        alignment = isPower ? 1L << (int)alignment : Math.Max(1, alignment);
        return true;
    }

    // [value [, most]]: nothing at all is put in where more than that many bytes would be needed.
    private void Align(TokenReader reader, bool isPower, int size)
    {
        var at = reader.Peek;
        long value = 0, most = long.MaxValue;
        if (!TryAlignment(reader, isPower, out var alignment))
        {
            return;
        }

        if (reader.TryTake(",") && !reader.Peek.Is(",") && !reader.AtEnd && !TryConstant(reader, "The value of the bytes", out value))
        {
            return;
        }

        if (reader.TryTake(",") && !TryCount(reader, "The largest number of bytes", out most))
        {
            return;
        }

        var padding = -_piece.Length & (alignment - 1);
        if (padding > (most == 0 ? long.MaxValue : most))
        {
            return;
        }

        _piece.Align(alignment);
        if (padding == 0 || !Reserve(padding) || !HasPlaceForBytes(at, value == 0))
        {
            return;
        }

        if (_piece.Section.IsCode && value == 0)
        {
            PadCode(padding);
            return;
        }

        MarkData();
        if (value == 0)
        {
            _piece.AppendZeros(padding);
            return;
        }

        Span<byte> one = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(one, value);
        var bytes = _piece.Extend((int)padding);
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = one[i % size];
        }
    }

    // Zeros up to the next instruction, then NOPs.
    private void PadCode(long padding)
    {
        if (padding % 4 != 0)
        {
            MarkData();
            _piece.AppendZeros(padding % 4);
        }

        if (padding >= 4)
        {
            _piece.Align(4);
            _piece.Mark(_c64 ? ContentKind.C64 : ContentKind.A64);
            for (var count = padding / 4; count > 0; count--)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(_piece.Extend(4), Nop);
            }
        }
    }

    private void Origin(TokenReader reader)
    {
        var at = reader.Peek;
        long value = 0;
        if (!TryExpression(reader, out var target))
        {
            return;
        }

        // A number counts from the start of the section, as a label of it does.
        if (!target.TryEvaluate(out var place, out _) || place.Subtract is not null || (place.Add is not null && !ReferenceEquals(place.Add.Section, _piece)))
        {
            Fail(at, "FX0806", ".org needs a place in this section that is known here.", "Write a number, or . or a label before it plus a number.");
            return;
        }

        if (reader.TryTake(",") && !TryConstant(reader, "The value of the bytes", out value))
        {
            return;
        }

        var count = unchecked(place.Constant + (place.Add?.Offset ?? 0) - _piece.Length);
        if (count < 0)
        {
            Fail(at, "FX0807", $"This goes back by {-count} bytes, to 0x{_piece.Length + count:x}.", $"The place is 0x{_piece.Length:x} already; .org only goes forward.");
            return;
        }

        if (count > MaximumAddressSpace)
        {
            Fail(at, "FX0807", $"0x{place.Constant:x} is too far away.", "Use a place within the section.");
            return;
        }

        if (count == 0 || !HasPlaceForBytes(at, value == 0) || !Reserve(count))
        {
            return;
        }

        MarkData();
        if (value == 0)
        {
            _piece.AppendZeros(count);
        }
        else
        {
            _piece.Extend((int)count).Fill((byte)value);
        }
    }

    // .incbin "file" [, skip [, count]]
    private void IncludeBytes(TokenReader reader)
    {
        var at = reader.Peek;
        long skip = 0, count = long.MaxValue;
        if (!TryFile(reader, out _, out var bytes)
            || (reader.TryTake(",") && (!TryCount(reader, "The number of bytes to skip", out skip) || (reader.TryTake(",") && !TryCount(reader, "The number of bytes", out count)))))
        {
            return;
        }

        skip = Math.Min(skip, bytes.Length);
        count = Math.Min(count, bytes.Length - skip);
        if (HasPlaceForBytes(at, isZero: false) && Reserve(count) && count != 0)
        {
            MarkData();
            _piece.Append(bytes.Span.Slice((int)skip, (int)count));
        }
    }
}
