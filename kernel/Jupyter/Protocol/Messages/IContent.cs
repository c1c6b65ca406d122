namespace FlexCap.Jupyter.Protocol.Messages;

/// <summary>Content of one type of message. Property names become Jupyter's snake_case.</summary>
internal interface IContent
{
    /// <summary>Jupyter's name of the type (<c>msg_type</c>).</summary>
    static abstract string Type { get; }
}
