using CsCheck;
using FlexCap.Diagnostics;
using FlexCap.Jupyter.Protocol;
using FlexCap.Jupyter.Tests.Testing;
using FlexCap.Jupyter.Transport;

namespace FlexCap.Jupyter.Tests;

public sealed class CodecTests
{
    private static readonly string[] s_letters = ["a", "ä", "😀", "\n", "漢", "\ud800"];
    private const string Seed = "0000KhMTcWyF";
    private readonly MessageCodec _codec = new(ScriptedClient.Key, "session", new FixedClock());

    [Fact]
    public void A_message_keeps_its_identities_and_its_header_byte_for_byte()
    {
        var frames = ScriptedClient.Frames("execute_request", "id-1", """{"code":"1"}"""u8.ToArray());
        Assert.True(_codec.TryDecode(frames, out var message, out _));
        Assert.Equal([[0, 1, 2], "second identity"u8.ToArray()], message.Identities);
        Assert.Equal(frames[4], message.RawHeader);
        Assert.Equal("id-1", message.Header.MsgId);
    }

    [Fact]
    public void No_change_to_a_signed_frame_is_accepted() =>
        Gen.Select(Gen.Int[3, 7], Gen.Int[0, 500], Gen.Byte[1, 255]).Sample(
            (frame, position, change) =>
            {
                var frames = ScriptedClient.Frames("execute_request", "id", """{"code":"1"}"""u8.ToArray());
                var bytes = (byte[])frames[frame].Clone();
                bytes[position % bytes.Length] ^= change;
                frames[frame] = bytes;
                return !_codec.TryDecode(frames, out _, out var problem) && problem.Length > 0;
            },
            seed: Seed, iter: 500);

    [Fact]
    public void Frames_of_any_kind_never_throw() =>
        Gen.OneOf(Gen.Byte.Array[0, 20], Gen.Const("<IDS|MSG>"u8.ToArray()), Gen.Const("{}"u8.ToArray())).Array[0, 10].Sample(
            frames =>
            {
                // Unsigned, so that the frames get as far as the JSON parser.
                var accepted = new MessageCodec("", "session", new FixedClock()).TryDecode(frames, out var message, out var problem);
                return accepted ? message is not null : problem.Length > 0;
            },
            seed: Seed, iter: 2000);

    [Fact]
    public void Code_points_and_utf16_positions_go_back_and_forth() =>
        Gen.Int[0, 5].Select(i => s_letters[i]).Array[0, 12].Select(t => string.Concat(t)).Sample(
            text =>
            {
                for (var position = 0; position <= CodePoints.FromUtf16(text, text.Length); position++)
                {
                    Assert.Equal(position, CodePoints.FromUtf16(text, CodePoints.ToUtf16(text, position)));
                }

                Assert.Equal(text.Length, CodePoints.ToUtf16(text, int.MaxValue));
                Assert.Equal(0, CodePoints.ToUtf16(text, -1));
            },
            seed: Seed, iter: 500);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"shell_port":1,"iopub_port":2,"stdin_port":3,"control_port":4,"hb_port":65536}""")]
    [InlineData("""{"shell_port":"1","iopub_port":2,"stdin_port":3,"control_port":4,"hb_port":5}""")]
    [InlineData("""{"transport":"ipc","shell_port":1,"iopub_port":2,"stdin_port":3,"control_port":4,"hb_port":5}""")]
    [InlineData("""{"signature_scheme":"hmac-md5","shell_port":1,"iopub_port":2,"stdin_port":3,"control_port":4,"hb_port":5}""")]
    [InlineData("""{"key":7,"shell_port":1,"iopub_port":2,"stdin_port":3,"control_port":4,"hb_port":5}""")]
    public void A_connection_file_that_cannot_be_used_is_a_diagnostic(string json)
    {
        var diagnostics = new DiagnosticBag();
        ConnectionInfo.Parse(json, "kernel.json", diagnostics);
        Assert.All(diagnostics, d => Assert.Equal(("FX0521", "kernel.json"), (d.Id, d.Location.File)));
        Assert.NotEmpty(diagnostics);
    }

    [Fact]
    public void A_connection_file_that_is_absent_is_a_diagnostic() =>
        Assert.Equal("FX0521", Assert.Throws<InputException>(() => ConnectionInfo.Load("/nowhere/kernel.json")).Diagnostics[0].Id);

    [Fact]
    public void A_connection_file_is_read_with_jupyters_defaults()
    {
        var diagnostics = new DiagnosticBag();
        var info = ConnectionInfo.Parse("""{"shell_port":1,"iopub_port":2,"stdin_port":3,"control_port":4,"hb_port":5,"kernel_name":"x"}""", "f", diagnostics);
        Assert.Empty(diagnostics);
        Assert.Equal("tcp://127.0.0.1:4", info.Endpoint(info.ControlPort));
    }
}
