namespace FlexCap.Morello;

/// <summary>A Morello capability: 128 bits and a tag.</summary>
public readonly partial struct Capability
{
}
