using FlexCap.FlexOS.Views;
using FlexCap.Morello;

namespace FlexCap.FlexOS.Internal.Views;

/// <summary>Reads every capability that a machine holds within the image.</summary>
internal sealed class LiveCapabilities(FlexOSMachine machine)
{
    private readonly Image _image = machine.Image;

    public CapabilityTable Build()
    {
        var plan = new PlannedCapabilities(_image);
        var planned = plan.Build().Entries.Where(e => e.Address is not null).ToDictionary(e => e.Address!.Value);
        var entries = new List<CapabilityEntry>();
        foreach (var region in _image.Regions)
        {
            foreach (var (address, capability) in TaggedMemory.In(machine.Machine, region.Start, region.Start + region.Size))
            {
                // The capability table lies with the trusted base, but what is in it are the rights of compartments.
                entries.Add(planned.TryGetValue(address, out var known)
                    ? known with { Capability = capability }
                    : new(Holder(region), region.Compartment, plan.IsWayBackOutOfMain(address) ? "way back out of main" : NameOf(region, address), address, capability));
            }
        }

        AddRegisters(entries);
        return new CapabilityTable(_image, IsPlanned: false, PlannedCapabilities.Order(entries));
    }

    private string Holder(Region region) => region.Kind == RegionKind.Shared ? "shared" : _image.CompartmentName(region.Compartment);

    private string NameOf(Region region, ulong address) =>
        _image.SymbolOf(address) is { Size: > 0 } symbol
            ? address == symbol.Address ? symbol.Name : $"{symbol.Name}+{ViewText.Hex(address - symbol.Address)}"
            : region.Kind == RegionKind.Stack ? "saved on the stack" : MemoryMapTable.Kind(region.Kind);

    private void AddRegisters(List<CapabilityEntry> entries)
    {
        var registers = machine.Machine.Registers;
        var id = _image.CompartmentOfText(registers.Pcc.Value);
        var holder = _image.CompartmentName(id);
        void Add(string name, Capability capability)
        {
            if (capability.Tag)
            {
                entries.Add(new(holder, id, name, null, capability));
            }
        }

        Add("register PCC", registers.Pcc);
        Add("register DDC", registers.Ddc);
        Add("register CSP", registers.Csp);
        for (var i = 0; i <= 30; i++)
        {
            Add($"register c{i}", registers.C(i));
        }
    }
}
