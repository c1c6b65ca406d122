namespace FlexCap.Morello.Internal.Instructions;

/// <summary>What an atomic memory operation does with the old value and its operand.</summary>
internal enum AtomicOperation
{
    Add,
    Clear,
    Xor,
    Set,
    SignedMax,
    SignedMin,
    UnsignedMax,
    UnsignedMin,
    Swap,
}
