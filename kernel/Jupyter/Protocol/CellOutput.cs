using System.Text;
using FlexCap.Jupyter.Protocol.Messages;
using FlexCap.Notebooks;

namespace FlexCap.Jupyter.Protocol;

/// <summary>
/// Output of one cell, in order: text is gathered into <c>stream</c> messages and flushed before anything else is sent, at the latest
/// <see cref="FlushDelay"/> after it was written. May be used from any thread, also after the cell has ended.
/// </summary>
internal sealed class CellOutput : IDisplay
{
    /// <summary>How long text waits for more text; below what a person notices.</summary>
    public static readonly TimeSpan FlushDelay = TimeSpan.FromMilliseconds(50);

    private const int FlushLength = 1 << 16;

    private readonly Lock _gate = new();
    private readonly Action<string, object> _publish;
    private readonly Func<string, bool, CancellationToken, string> _readLine;
    private readonly Func<string> _newDisplayId;
    private readonly ITimer _timer;
    private readonly StringBuilder _text = new();
    private string _stream = "stdout";
    private bool _muted;

    /// <param name="publish">Sends type and content with the cell as parent.</param>
    /// <param name="readLine">Asks the person for a line (prompt, password, cancellation).</param>
    /// <param name="newDisplayId">Gives the id of the next display.</param>
    /// <param name="clock">Clock of the flush delay.</param>
    public CellOutput(
        Action<string, object> publish, Func<string, bool, CancellationToken, string> readLine, Func<string> newDisplayId, TimeProvider clock)
    {
        _publish = publish;
        _readLine = readLine;
        _newDisplayId = newDisplayId;
        _timer = clock.CreateTimer(static state => ((CellOutput)state!).Flush(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Write(string text) => Write("stdout", text);

    /// <summary>Appends to a stream, <c>stdout</c> or <c>stderr</c>.</summary>
    public void Write(string stream, string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        lock (_gate)
        {
            if (stream != _stream)
            {
                Flush();
                _stream = stream;
            }

            if (_text.Length == 0)
            {
                _timer.Change(FlushDelay, Timeout.InfiniteTimeSpan);
            }

            _text.Append(text);
            if (_text.Length >= FlushLength)
            {
                Flush();
            }
        }
    }

    public IDisplayHandle Show(MimeBundle content)
    {
        var transient = new Transient(_newDisplayId());
        Publish(DisplayData.Type, new DisplayData(MimeContent.Of(content), MimeContent.Empty, transient));
        return new Handle(this, transient);
    }

    public void Clear(bool wait = false) => Publish(ClearOutput.Type, new ClearOutput(wait));

    /// <summary>Reads a line from the person; throws where the front end has nobody to ask.</summary>
    public string ReadLine(string prompt, bool password, CancellationToken cancellation)
    {
        Flush();
        return _readLine(prompt, password, cancellation);
    }

    /// <summary>Sends after the text written so far.</summary>
    private void Publish(string type, object content)
    {
        lock (_gate)
        {
            Flush();
            if (!_muted)
            {
                _publish(type, content);
            }
        }
    }

    /// <summary>Sends the text gathered so far.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            if (_text.Length == 0)
            {
                return;
            }

            var text = _text.ToString();
            _text.Clear();
            if (!_muted)
            {
                _publish(Messages.Stream.Type, new Messages.Stream(_stream, text));
            }
        }
    }

    /// <summary>Drops everything from now on: the cell was abandoned, or asked to be silent.</summary>
    public void Mute()
    {
        lock (_gate)
        {
            Flush();
            _muted = true;
        }
    }

    private sealed class Handle(CellOutput output, Transient transient) : IDisplayHandle
    {
        public void Update(MimeBundle content) =>
            output.Publish(UpdateDisplayData.Type, new UpdateDisplayData(MimeContent.Of(content), MimeContent.Empty, transient));
    }
}
