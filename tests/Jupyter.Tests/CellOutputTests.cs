using FlexCap.Jupyter.Protocol;
using FlexCap.Notebooks;
using StreamText = FlexCap.Jupyter.Protocol.Messages.Stream;

namespace FlexCap.Jupyter.Tests;

public sealed class CellOutputTests
{
    private readonly List<object> _published = [];
    private readonly HeldClock _clock = new();
    private readonly CellOutput _output;

    public CellOutputTests() =>
        _output = new CellOutput((_, content) => _published.Add(content), (_, _, _) => "", () => "id", _clock);

    [Fact]
    public void Text_is_gathered_until_the_stream_changes_or_something_else_is_sent()
    {
        _output.Write("a");
        _output.Write("b");
        Assert.Empty(_published);
        _output.Write("stderr", "c");
        Assert.Equal([new StreamText("stdout", "ab")], _published);
        _output.Show(MimeBundle.Plain("shown"));
        Assert.Equal(new StreamText("stderr", "c"), _published[1]);
        Assert.Equal(3, _published.Count);
    }

    [Fact]
    public void Text_is_sent_when_the_delay_is_over_and_the_delay_starts_with_the_first_character()
    {
        _output.Write("a");
        _output.Write("b");
        Assert.Equal([CellOutput.FlushDelay], _clock.Due);
        _clock.Fire();
        Assert.Equal([new StreamText("stdout", "ab")], _published);
        _output.Write("c");
        Assert.Equal(2, _clock.Due.Count);
    }

    [Fact]
    public void Much_text_is_not_held_back()
    {
        _output.Write(new string('x', 70_000));
        Assert.Single(_published);
    }

    [Fact]
    public void A_muted_cell_is_not_heard_any_more()
    {
        _output.Write("before");
        var shown = _output.Show(MimeBundle.Plain("1"));
        _output.Mute();
        _output.Write("after");
        shown.Update(MimeBundle.Plain("2"));
        _output.Clear();
        _output.Flush();
        Assert.Equal(2, _published.Count);
    }

    /// <summary>Timers that fire when the test says so.</summary>
    private sealed class HeldClock : TimeProvider
    {
        private Action? _fire;

        public List<TimeSpan> Due { get; } = [];

        public void Fire() => _fire!();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _fire = () => callback(state);
            return new HeldTimer(Due);
        }

        private sealed class HeldTimer(List<TimeSpan> due) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                due.Add(dueTime);
                return true;
            }

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
