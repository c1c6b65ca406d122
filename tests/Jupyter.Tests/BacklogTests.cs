using FlexCap.Jupyter.Transport;

namespace FlexCap.Jupyter.Tests;

/// <summary>Messages that wait for the first subscriber.</summary>
public sealed class BacklogTests
{
    [Fact]
    public void Messages_up_to_the_capacity_stay_in_order()
    {
        var backlog = new Backlog(6);
        backlog.Add([[1, 1], [1]]);
        backlog.Add([[2], [2, 2]]);

        Assert.Equal([1, 2], Firsts(backlog));
    }

    [Fact]
    public void Beyond_the_capacity_the_oldest_messages_go()
    {
        var backlog = new Backlog(6);
        backlog.Add([[1, 1], [1]]);
        backlog.Add([[2], [2, 2]]);
        backlog.Add([[3]]);

        Assert.Equal([2, 3], Firsts(backlog));
    }

    [Fact]
    public void The_newest_message_stays_however_long_it_is()
    {
        var backlog = new Backlog(6);
        backlog.Add([[1]]);
        backlog.Add([[2, 2, 2, 2, 2, 2, 2]]);

        Assert.Equal([2], Firsts(backlog));
    }

    [Fact]
    public void What_was_taken_is_gone_and_its_room_is_free()
    {
        var backlog = new Backlog(6);
        backlog.Add([[1, 1, 1, 1, 1]]);
        backlog.TakeAll();
        backlog.Add([[2, 2, 2]]);
        backlog.Add([[3, 3, 3]]);

        Assert.Equal([2, 3], Firsts(backlog));
        Assert.Empty(backlog.TakeAll());
    }

    private static IEnumerable<int> Firsts(Backlog backlog) => backlog.TakeAll().Select(frames => (int)frames[0][0]);
}
