using System.Text.Json;
using FlexCap.Diagnostics;

namespace FlexCap.Jupyter.Transport;

/// <summary>The connection file: where to listen and with which key to sign.</summary>
internal sealed record ConnectionInfo(
    string Transport, string Ip, int ShellPort, int IopubPort, int StdinPort, int ControlPort, int HbPort, string Key, string SignatureScheme)
{
    /// <summary>Endpoint of a port in ZeroMQ's notation.</summary>
    public string Endpoint(int port) => $"{Transport}://{Ip}:{port}";

    /// <summary>Reads and checks a connection file; reports everything that is wrong with it at once (FX0521).</summary>
    public static ConnectionInfo Load(string path)
    {
        var diagnostics = new DiagnosticBag();
        try
        {
            var info = Parse(File.ReadAllText(path), path, diagnostics);
            diagnostics.ThrowIfErrors();
            return info;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            diagnostics.Error("FX0521", new SourceLocation(path), $"The connection file cannot be read: {e.Message}",
                "Jupyter writes it and passes its path; start the kernel through Jupyter.");
            diagnostics.ThrowIfErrors();
            throw;
        }
    }

    /// <summary>The parsed file; use it only if nothing was added to <paramref name="diagnostics"/>.</summary>
    public static ConnectionInfo Parse(string json, string path, DiagnosticBag diagnostics)
    {
        var none = new ConnectionInfo("", "", 0, 0, 0, 0, 0, "", "");
        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(json);
            root = document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            diagnostics.Error("FX0521", new SourceLocation(path, (int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1),
                "The connection file is not JSON.", "Start the kernel through Jupyter, which writes it.");
            return none;
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            Bad("it must hold one JSON object", "Start the kernel through Jupyter, which writes it.");
            return none;
        }

        var info = new ConnectionInfo(
            Text("transport", "tcp"), Text("ip", "127.0.0.1"),
            Port("shell_port"), Port("iopub_port"), Port("stdin_port"), Port("control_port"), Port("hb_port"),
            Text("key", ""), Text("signature_scheme", "hmac-sha256"));
        if (info.Transport != "tcp")
        {
            Bad($"transport '{info.Transport}' is not supported", "Use tcp (Jupyter's default).");
        }

        if (info.SignatureScheme != "hmac-sha256")
        {
            Bad($"signature scheme '{info.SignatureScheme}' is not supported", "Use hmac-sha256 (Jupyter's default).");
        }

        return info;

        void Bad(string what, string help) =>
            diagnostics.Error("FX0521", new SourceLocation(path), $"The connection file cannot be used: {what}.", help);

        string Text(string name, string otherwise)
        {
            if (!root.TryGetProperty(name, out var value))
            {
                return otherwise;
            }

            if (value.ValueKind == JsonValueKind.String)
            {
                return value.GetString()!;
            }

            Bad($"'{name}' must be a string", "Start the kernel through Jupyter, which writes the file.");
            return otherwise;
        }

        int Port(string name)
        {
            if (root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
                && value.TryGetInt32(out var port) && port is > 0 and < 65536)
            {
                return port;
            }

            Bad($"'{name}' must be a TCP port", "Start the kernel through Jupyter, which chooses the ports.");
            return 0;
        }
    }
}
