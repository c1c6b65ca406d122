using FlexCap.Jupyter.Interpreter;

namespace FlexCap.Jupyter.Tests;

public sealed class TracebackTests
{
    private readonly Traceback _traceback = new();

    public TracebackTests() => _traceback.Add(2, "first\r\nsecond\r\n");

    [Theory]
    [InlineData("   at Submission#7.<<Initialize>>d__0.MoveNext() in In[2]:line 2", "   at In[2], line 2\n    2 | second")]
    [InlineData("   at Submission#7.F(Int32 a) in In[2]:line 1", "   at F(Int32 a) in In[2], line 1\n    1 | first")]
    [InlineData("   at Submission#7.<FAsync>d__3.MoveNext() in In[2]:line 1", "   at FAsync in In[2], line 1\n    1 | first")]
    [InlineData("   at Submission#7.<FAsync>d__3`1.MoveNext() in In[2]:line 9", "   at FAsync in In[2], line 9")]
    [InlineData("   at Submission#7.<<Initialize>>d__0.MoveNext()", "")]
    [InlineData("   at FlexCap.Morello.Machine..ctor(MachineProfile p) in /build/kernel/Morello/Machine.cs:line 30", "   at FlexCap.Morello.Machine..ctor(MachineProfile p)")]
    [InlineData("   at System.Int32.Parse(String s)", "   at System.Int32.Parse(String s)")]
    [InlineData("FormatException: at noon in the end:line 3", "FormatException: at noon in the end:line 3")]
    public void Frames_are_those_of_the_notebook(string frame, string expected) =>
        Assert.Equal(expected, string.Join('\n', _traceback.Rewrite([frame])));
}
