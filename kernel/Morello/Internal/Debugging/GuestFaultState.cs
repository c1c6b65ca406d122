namespace FlexCap.Morello.Internal;

/// <summary>A guest fault in a snapshot.</summary>
internal static class GuestFaultState
{
    internal static void Save(GuestFault fault, StateWriter writer)
    {
        writer.Write((byte)fault.Kind);
        writer.Write((byte)fault.Access);
        writer.Write(fault.Address);
        writer.Write(fault.ProgramCounter);
        writer.Write(fault.Capability != null);
        writer.Write(fault.Capability ?? default);
        writer.Write(fault.CapabilityName);
        writer.Write(fault.Esr);
        writer.Write(fault.ExceptionLevel);
        writer.Write(fault.Restricted);
        writer.Write(fault.CompartmentId);
        writer.Write(fault.Instructions);
    }

    internal static GuestFault Restore(StateReader reader)
    {
        var kind = (GuestFaultKind)reader.ReadByte();
        var access = (GuestAccess)reader.ReadByte();
        var address = reader.ReadUInt64();
        var programCounter = reader.ReadUInt64();
        var hasCapability = reader.ReadBoolean();
        var capability = reader.ReadCapability();
        return new(
            kind, access, address, programCounter, hasCapability ? capability : null, reader.ReadString(), reader.ReadUInt32(),
            reader.ReadInt32(), reader.ReadBoolean(), reader.ReadUInt64(), reader.ReadInt64());
    }
}
