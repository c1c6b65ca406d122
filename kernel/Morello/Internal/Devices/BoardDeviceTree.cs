using System.Globalization;

namespace FlexCap.Morello.Internal;

/// <summary>
/// The device tree of a board, from its profile: the nodes and names that QEMU's virt board has, so that guests made for it find
/// their devices. Bindings: Linux, Documentation/devicetree/bindings.
/// </summary>
internal static class BoardDeviceTree
{
    private const uint InterruptControllerHandle = 1;
    private const uint ClockHandle = 2;
    private const uint UartClock = 24_000_000;
    private const uint Private = 1;
    private const uint Shared = 0;
    private const uint LevelHigh = 4;
    private const int FirstPrivate = 16;

    internal static byte[] Build(MachineProfile profile)
    {
        FlattenedDeviceTree tree = new FlattenedDeviceTree().Begin("")
            .Cells("interrupt-parent", InterruptControllerHandle)
            .Cells("#size-cells", 2)
            .Cells("#address-cells", 2)
            .Strings("compatible", "linux,dummy-virt");
        tree.Begin("chosen");
        if (profile.UartBase is { } console)
        {
            tree.Strings("stdout-path", "/" + At("pl011", console));
        }

        tree.End();
        tree.Begin(At("memory", profile.RamBase)).Strings("device_type", "memory").Regions("reg", (profile.RamBase, profile.RamSize)).End();
        AddProcessor(tree, profile);
        tree.Begin("apb-pclk").Strings("compatible", "fixed-clock").Cells("#clock-cells", 0).Cells("clock-frequency", UartClock)
            .Strings("clock-output-names", "clk24mhz").Cells("phandle", ClockHandle).End();
        foreach (BoardDevice device in profile.Devices)
        {
            AddDevice(tree, profile, device);
        }

        return tree.End().ToArray();
    }

    private static void AddProcessor(FlattenedDeviceTree tree, MachineProfile profile)
    {
        tree.Begin("cpus").Cells("#size-cells", 0).Cells("#address-cells", 1)
            .Begin("cpu@0").Cells("reg", 0).Strings("compatible", "arm,morello").Strings("device_type", "cpu").End().End();
        if (profile.StartExceptionLevel < 3)
        {
            tree.Begin("psci").Strings("method", profile.StartExceptionLevel == 1 ? "hvc" : "smc")
                .Strings("compatible", "arm,psci-1.0", "arm,psci-0.2", "arm,psci")
                .Cells("cpu_suspend", PsciFunctions.Suspend64).Cells("cpu_off", PsciFunctions.Off).Cells("cpu_on", PsciFunctions.On64)
                .Cells("migrate", PsciFunctions.Migrate64).End();
        }

        tree.Begin("timer").Cells("always-on").Strings("compatible", "arm,armv8-timer", "arm,armv7-timer");
        Interrupts(tree, 29, 30, 27, 26);
        tree.End();
        tree.Begin("pmu").Strings("compatible", "arm,armv8-pmuv3");
        Interrupts(tree, Cpu.PerformanceInterrupt);
        tree.End();
    }

    private static void AddDevice(FlattenedDeviceTree tree, MachineProfile profile, BoardDevice device)
    {
        switch (device.Kind)
        {
            case BoardDeviceKind.InterruptDistributor when profile.Find(BoardDeviceKind.InterruptRedistributor) is { } redistributor:
                tree.Begin(At("intc", device.Address)).Strings("compatible", "arm,gic-v3").Cells("#interrupt-cells", 3).Cells("interrupt-controller")
                    .Cells("#address-cells", 2).Cells("#size-cells", 2).Cells("ranges").Cells("#redistributor-regions", 1)
                    .Regions("reg", (device.Address, 0x1_0000UL), (redistributor.Address, 0x2_0000UL))
                    .Cells("phandle", InterruptControllerHandle).End();
                break;
            case BoardDeviceKind.Uart:
                PrimeCell(tree, "pl011", device, "uartclk", "apb_pclk");
                break;
            case BoardDeviceKind.RealTimeClock:
                PrimeCell(tree, "pl031", device, "apb_pclk");
                break;
            default:
                break;
        }
    }

    private static void PrimeCell(FlattenedDeviceTree tree, string name, BoardDevice device, params ReadOnlySpan<string> clocks)
    {
        tree.Begin(At(name, device.Address)).Strings("compatible", "arm," + name, "arm,primecell").Regions("reg", (device.Address, 0x1000UL))
            .Strings("clock-names", clocks);
        uint[] handles = new uint[clocks.Length];
        Array.Fill(handles, ClockHandle);
        tree.Cells("clocks", handles);
        if (device.Interrupt is { } intid)
        {
            Interrupts(tree, intid);
        }

        tree.End();
    }

    private static void Interrupts(FlattenedDeviceTree tree, params ReadOnlySpan<int> intids)
    {
        List<uint> cells = [];
        foreach (int intid in intids)
        {
            bool shared = intid >= GicDistributor.FirstShared;
            cells.AddRange([shared ? Shared : Private, (uint)(intid - (shared ? GicDistributor.FirstShared : FirstPrivate)), LevelHigh]);
        }

        tree.Cells("interrupts", [.. cells]);
    }

    private static string At(string name, ulong address) => string.Create(CultureInfo.InvariantCulture, $"{name}@{address:x}");
}
