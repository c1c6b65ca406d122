using System.Diagnostics.CodeAnalysis;
using System.Text;
using FlexCap.Jupyter.Protocol;
using FlexCap.Notebooks;

namespace FlexCap.Jupyter.Interpreter;

/// <summary>
/// Sends <see cref="Console"/> output to the cell that the writing code belongs to (<see cref="CellContext.Current"/> flows into the
/// tasks that a cell starts), and input requests to its front end. Code outside of any cell keeps the console of the process.
/// </summary>
internal static class ConsoleCapture
{
    private static readonly Lock s_gate = new();
    private static bool s_installed;

    /// <summary>Installs the capture; once per process, since <see cref="Console"/> is.</summary>
    public static void Install()
    {
        lock (s_gate)
        {
            if (!s_installed)
            {
                s_installed = true;
                Console.SetOut(new Writer("stdout", Console.Out));
                Console.SetError(new Writer("stderr", Console.Error));
                Console.SetIn(new Reader(Console.In));
            }
        }
    }

    private static CellOutput? Cell => CellContext.Current.Display as CellOutput;

    private sealed class Writer(string stream, TextWriter otherwise) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        [AllowNull]
        public override string NewLine
        {
            get => "\n";
            set { }
        }

        public override void Write(char value) => Write(value.ToString());

        public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

        public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

        public override void Write(string? value)
        {
            if (Cell is { } cell)
            {
                cell.Write(stream, value ?? "");
            }
            else
            {
                otherwise.Write(value);
            }
        }

        public override void WriteLine(string? value) => Write(value + "\n");

        public override void WriteLine() => Write("\n");

        public override void Flush()
        {
            if (Cell is { } cell)
            {
                cell.Flush();
            }
            else
            {
                otherwise.Flush();
            }
        }
    }

    private sealed class Reader(TextReader otherwise) : TextReader
    {
        // Console.Read takes characters from a line that was asked for as a whole.
        private readonly AsyncLocal<StringBuilder?> _rest = new();

        public override string? ReadLine()
        {
            if (Cell is not { } cell)
            {
                return otherwise.ReadLine();
            }

            if (_rest.Value is { Length: > 0 } rest)
            {
                var line = rest.ToString().TrimEnd('\n');
                rest.Clear();
                return line;
            }

            return cell.ReadLine("", password: false, CellContext.Current.Cancellation);
        }

        public override int Read()
        {
            var next = Peek();
            if (next >= 0 && Cell is not null)
            {
                _rest.Value!.Remove(0, 1);
            }
            else if (Cell is null)
            {
                next = otherwise.Read();
            }

            return next;
        }

        public override int Peek()
        {
            if (Cell is not { } cell)
            {
                return otherwise.Peek();
            }

            _rest.Value ??= new StringBuilder();
            if (_rest.Value.Length == 0)
            {
                _rest.Value.Append(cell.ReadLine("", password: false, CellContext.Current.Cancellation)).Append('\n');
            }

            return _rest.Value[0];
        }
    }
}
