namespace FlexCap.Jupyter.Protocol;

/// <summary>A front end sent a request whose content is not what its type says. Becomes an error reply, never more.</summary>
internal sealed class MalformedContentException(string message) : Exception(message);
