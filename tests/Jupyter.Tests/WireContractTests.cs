using System.Text;
using FlexCap.Jupyter.Tests.Testing;

namespace FlexCap.Jupyter.Tests;

/// <summary>Every frame of typical exchanges, signatures included, against golden files: the key, the clock and all ids are fixed.</summary>
public sealed class WireContractTests
{
    [Theory]
    [InlineData("kernel_info", "kernel_info_request", "{}")]
    [InlineData("execute_display", "execute_request", """{"code":"display"}""")]
    [InlineData("execute_result", "execute_request", """{"code":"value","user_expressions":{"e":"x"}}""")]
    [InlineData("execute_error", "execute_request", """{"code":"fail"}""")]
    [InlineData("complete", "complete_request", """{"code":"ab","cursor_pos":2}""")]
    [InlineData("shutdown", "shutdown_request", """{"restart":false}""")]
    public async Task Frames_are_as_agreed(string name, string type, string content)
    {
        await using var client = new ScriptedClient(new ScriptedInterpreter());
        using var request = System.Text.Json.JsonDocument.Parse(content);
        var starting = await client.NextAsync();
        Assert.Equal("status", starting.Type);
        var text = new StringBuilder();
        foreach (var message in await client.AskAsync(type, request.RootElement.Clone()))
        {
            text.Append("== ").Append(message.Socket).Append('\n');
            foreach (var frame in message.Frames)
            {
                // The only frame that is not text is the client's first identity.
                text.Append(frame.Contains((byte)0) ? "0x" + Convert.ToHexString(frame) : Encoding.UTF8.GetString(frame)).Append('\n');
            }
        }

        Golden.Check(name + ".txt", text.ToString());
    }

    /// <summary>A signature computed by Python's hmac module, so that two uses of one .NET class cannot agree on a mistake.</summary>
    [Fact]
    public void Signature_is_that_of_another_implementation()
    {
        var signer = new Transport.Signer("a0436f6c-1916-498b-8eb9-e81ab9368e84");
        var signature = signer.Sign("""{"msg_id":"1"}"""u8.ToArray(), "{}"u8.ToArray(), "{}"u8.ToArray(), """{"code":"1+1"}"""u8.ToArray());
        Assert.Equal("571f54ca20ac469366661f0eb466e6d650eee65ae12436bc786b76a5eb890b86", Encoding.ASCII.GetString(signature));
    }
}
