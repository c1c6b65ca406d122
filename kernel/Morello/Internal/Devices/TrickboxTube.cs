namespace FlexCap.Morello.Internal;

/// <summary>The tube of the generated ISA tests: a byte written is output; 0x04 ends the test.</summary>
internal sealed class TrickboxTube(Action<byte> transmit, Action end) : IDevice
{
    private const byte EndOfTransmission = 4;

    public ulong Size => 0x1000;

    public ulong Load(ulong offset, int size) => 0;

    public void Store(ulong offset, int size, ulong value)
    {
        if (offset != 0)
        {
            return;
        }

        if ((byte)value == EndOfTransmission)
        {
            end();
        }
        else
        {
            transmit((byte)value);
        }
    }

    // What has been written is kept by the machine.
    public void Save(StateWriter writer)
    {
    }

    public void Restore(StateReader reader)
    {
    }
}
