namespace FlexCap.Morello.Internal;

// The state of the processor is that of its fields (FieldState); what follows from it is worked out again.
internal sealed unsafe partial class Cpu
{
    /// <summary>Writes the state between two instructions.</summary>
    internal void Save(StateWriter writer)
    {
        FieldState.OfCpu.Save(this, writer);

        // A guest that changes its tables without TLB maintenance may see old translations. A restored machine has none
        // cached, so neither may this one: both go on alike.
        InvalidateTranslations();
    }

    /// <summary>Takes up a state.</summary>
    internal void Restore(StateReader reader)
    {
        Followed followed = _followed;
        FieldState.OfCpu.Restore(this, reader);
        if (followed != _followed)
        {
            ObserversChanged();
            InvalidateCode();
        }

        _stop = null;

        // As after a stop, the next run executes the instruction that it starts with.
        PassBreakpoint();
        _passedWatchpoint = (0, -1);
        _ddcAuthority = default;
        Array.Clear(_authorities);
        InvalidateTranslations();
        SelectTranslation();
        DdcChanged();
        EnablesChanged();
    }
}
