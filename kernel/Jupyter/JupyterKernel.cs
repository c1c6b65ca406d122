using FlexCap.Diagnostics;

namespace FlexCap.Jupyter;

/// <summary>The FlexCap kernel process as Jupyter starts it: C# cells and the cell languages of FlexCap.Notebooks, over Jupyter's wire protocol 5.3.</summary>
public static class JupyterKernel
{
    /// <summary>
    /// Serves one front end until it asks for a shutdown, the token is signalled or the front end's process ends
    /// (<c>JPY_PARENT_PID</c>).
    /// </summary>
    /// <param name="connectionFile">Path of the connection file that Jupyter writes and passes as <c>{connection_file}</c>.</param>
    /// <param name="cancellation">Ends the kernel in good order.</param>
    /// <exception cref="InputException">FX0502: the connection file cannot be read or used.</exception>
    public static Task RunAsync(string connectionFile, CancellationToken cancellation = default) =>
        throw new NotImplementedException();
}
