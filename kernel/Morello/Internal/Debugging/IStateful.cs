namespace FlexCap.Morello.Internal;

/// <summary>
/// Something whose state belongs to a snapshot of the machine. <see cref="Restore"/> reads exactly what <see cref="Save"/>
/// wrote; configuration (addresses, sizes, connections) is no state.
/// </summary>
internal interface IStateful
{
    /// <summary>Writes the state.</summary>
    void Save(StateWriter writer);

    /// <summary>Takes up a state.</summary>
    void Restore(StateReader reader);
}
