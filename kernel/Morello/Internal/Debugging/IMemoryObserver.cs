namespace FlexCap.Morello.Internal;

/// <summary>Told about every access to memory by an instruction that is allowed to do it, before it is done.</summary>
internal interface IMemoryObserver
{
    /// <summary>A load.</summary>
    void Loads(ulong address, int size, bool capability);

    /// <summary>A store of up to 8 bytes, or of zeroes (DC ZVA).</summary>
    void Stores(ulong address, int size, ulong value);

    /// <summary>A store of 16 bytes with a tag.</summary>
    void StoresCapability(ulong address, Capability value);

    /// <summary>A change of a tag alone (STCT).</summary>
    void StoresTag(ulong address, bool tag);
}
